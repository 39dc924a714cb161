package io.moderato.standalone;

import io.moderato.model.serving.TextClassifier;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** The speed of the model without the platform around it. */
final class ModelAlone {
    private static final int BATCH = 500;

    private final TextClassifier model;

    ModelAlone(TextClassifier model) {
        this.model = model;
    }

    /**
     * Texts a second in large batches: as many batches side by side as there are processors, which is how the pipeline uses the model.
     *
     * @param time how long to measure
     */
    double textsPerSecond(List<String> texts, Duration time) throws IOException, InterruptedException {
        int streams = Runtime.getRuntime().availableProcessors();
        long start = System.nanoTime();
        AtomicLong scored = new AtomicLong();
        try (ExecutorService threads = Executors.newFixedThreadPool(streams)) {
            List<Future<?>> running = new ArrayList<>();
            for (int stream = 0; stream < streams; stream++) {
                int first = stream * BATCH;
                running.add(threads.submit(() -> {
                    for (int from = first; System.nanoTime() - start < time.toNanos(); from += streams * BATCH) {
                        int at = from % Math.max(1, texts.size() - BATCH + 1);
                        List<String> batch = texts.subList(at, Math.min(texts.size(), at + BATCH));
                        model.score(batch);
                        scored.addAndGet(batch.size());
                    }
                }));
            }
            Running.finish(running, "Scoring");
        }
        return scored.get() * 1e9 / (System.nanoTime() - start);
    }

    /** The time of each text, asked one after the other. */
    Latencies oneByOne(List<String> texts, Duration time) {
        Latencies latencies = new Latencies();
        long start = System.nanoTime();
        for (int i = 0; System.nanoTime() - start < time.toNanos(); i++) {
            long before = System.nanoTime();
            model.score(List.of(texts.get(i % texts.size())));
            latencies.add(System.nanoTime() - before);
        }
        return latencies;
    }
}
