package io.moderato.model.evaluate;

import io.moderato.model.Scorer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The measured speed at which one loaded model scores texts.
 *
 * @param texts the number of texts that were scored in the measured time
 * @param elapsed the measured time
 */
public record ModelBenchmark(long texts, Duration elapsed) {
    private static final int BATCH = 32;
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    /** Scores the texts in batches of 32, again and again, for at least that long after a warm-up of two seconds. */
    public static ModelBenchmark run(Scorer scorer, List<String> texts, Duration atLeast) {
        return run(scorer, texts, atLeast, WARM_UP);
    }

    /** Scores the texts in batches of 32, again and again, for at least that long after a warm-up of the given length. */
    public static ModelBenchmark run(Scorer scorer, List<String> texts, Duration atLeast, Duration warmUp) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("A benchmark needs texts");
        }
        measure(scorer, texts, warmUp);
        return measure(scorer, texts, atLeast);
    }

    /** Comments of about 32 tokens, for a measurement without data. */
    public static List<String> sampleTexts() {
        List<String> people = List.of("my neighbour", "our teacher", "the driver", "a friend of mine", "your brother");
        List<String> things = List.of("the new bridge", "this recipe", "the match", "an old camera", "the update");
        List<String> texts = new ArrayList<>();
        for (String person : people) {
            for (String thing : things) {
                texts.add(
                        "I was talking about %s with %s yesterday, and neither of us could say why it took so long or what it was meant to be good for."
                                .formatted(thing, person));
            }
        }
        return texts;
    }

    /** The number of texts per second. */
    public double textsPerSecond() {
        return texts * 1e9 / elapsed.toNanos();
    }

    private static ModelBenchmark measure(Scorer scorer, List<String> texts, Duration atLeast) {
        long start = System.nanoTime();
        long scored = 0;
        int next = 0;
        do {
            List<String> batch = new ArrayList<>(BATCH);
            while (batch.size() < BATCH) {
                batch.add(texts.get(next));
                next = (next + 1) % texts.size();
            }
            scorer.score(batch);
            scored += BATCH;
        } while (System.nanoTime() - start < atLeast.toNanos());
        return new ModelBenchmark(scored, Duration.ofNanos(System.nanoTime() - start));
    }
}
