package io.moderato.model.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.evaluate.ModelBenchmark;
import io.moderato.model.serving.TextClassifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextClassifierTest {
    @TempDir
    static Path temp;

    private static TextClassifier classifier;

    @BeforeAll
    static void load() throws IOException {
        classifier = TextClassifier.load(TinyModel.writeTo(temp.resolve("model")));
    }

    @AfterAll
    static void close() {
        classifier.close();
    }

    @Test
    void scoresOnlyWhatItWasTrainedFor() {
        Scores scores = classifier.score(List.of("the quick brown fox")).getFirst();

        assertThat(scores.byCategory()).containsOnlyKeys(Category.TOXICITY, Category.SPAM);
        assertThat(scores.of(Category.THREAT)).isEmpty();
    }

    @Test
    void scoresATextAloneAsInABatch() {
        List<String> texts = mixed();

        List<Scores> together = classifier.score(texts);

        for (int i = 0; i < texts.size(); i++) {
            Scores alone = classifier.score(List.of(texts.get(i))).getFirst();
            assertThat(alone.of(Category.TOXICITY).getAsDouble())
                    .isCloseTo(together.get(i).of(Category.TOXICITY).getAsDouble(), within(1e-5));
        }
    }

    @Test
    void aLongTextScoresWhatItsWorstWindowScores() {
        String calm = "the lazy dog ".repeat(30);
        float[] long1 = classifier.logits(List.of(calm + "quick fox jumps over " + calm))[0];
        float[] calmOnly = classifier.logits(List.of(calm))[0];

        assertThat(long1[0]).isGreaterThanOrEqualTo(calmOnly[0] - 0.05f);
    }

    @Test
    void scoresAnythingThatCanBePosted() {
        List<String> texts =
                List.of("", " ", "\u0000", "\uD83D", "👍🏽", "[CLS] [PAD]", "ａｂｃ", "中文 العربية", "x".repeat(70_000));

        assertThat(classifier.score(texts))
                .hasSameSizeAs(texts)
                .allSatisfy(scores -> assertThat(scores.byCategory()).hasSize(2));
        assertThat(classifier.score(List.of())).isEmpty();
    }

    @Test
    void isSafeToUseFromManyThreads() throws Exception {
        List<String> texts = mixed();
        float[][] expected = classifier.logits(texts);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<float[][]>> results = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                results.add(threads.submit(() -> classifier.logits(texts)));
            }
            for (Future<float[][]> result : results) {
                assertThat(result.get()).isDeepEqualTo(expected);
            }
        }
    }

    @Test
    void measuresItsOwnThroughput() {
        ModelBenchmark benchmark = ModelBenchmark.run(
                classifier, ModelBenchmark.sampleTexts(), Duration.ofMillis(200), Duration.ofMillis(100));

        assertThat(benchmark.textsPerSecond()).isPositive();
        assertThat(benchmark.texts() % 32).isZero();
    }

    private static List<String> mixed() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            texts.add("the quick brown fox jumps ".repeat(i % 7) + i);
        }
        return texts;
    }
}
