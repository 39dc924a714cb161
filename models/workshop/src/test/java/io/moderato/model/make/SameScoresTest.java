package io.moderato.model.make;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.data.LabelledText;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.folder.ShippedModel;
import io.moderato.model.functional.FunctionalSentences;
import io.moderato.model.serving.TextClassifier;
import io.moderato.model.serving.TextTokenizer;
import io.moderato.model.serving.TorchModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same text has the same scores, whatever else the shipped model reads at the same time, and with any number of threads. */
class SameScoresTest {
    private static final double NOTHING = 1e-5;

    @TempDir
    static Path cache;

    private static Path folder;
    private static TextClassifier classifier;
    private static List<String> texts;
    private static List<Scores> expected;

    @BeforeAll
    static void scoreInOneOrder() {
        folder = ShippedModel.unpackTo(cache);
        classifier = TextClassifier.load(folder, 2);
        texts = texts();
        expected = classifier.score(texts);
    }

    @AfterAll
    static void close() {
        classifier.close();
    }

    @AfterEach
    void oneThreadForAnOperation() {
        TorchModule.useThreads(1);
    }

    /** Sentences of all kinds, words, symbols, and texts of several windows. */
    private static List<String> texts() {
        List<String> sentences = FunctionalSentences.toSteerBy(2).stream()
                .map(LabelledText::text)
                .toList();
        List<String> texts = new ArrayList<>(sentences);
        texts.addAll(List.of("", "ok", "!!!!!!!!!!", "👍🏽👍🏽", "中文 العربية", "x".repeat(3000), "you ".repeat(500)));
        for (int start = 0; start + 40 <= sentences.size(); start += 10) {
            texts.add(String.join(" ", sentences.subList(start, start + 3 + start % 37)));
        }
        return texts;
    }

    @Test
    void inAnotherOrder() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(5));
        List<Scores> shuffled = classifier.score(order.stream().map(texts::get).toList());
        List<Scores> restored = new ArrayList<>(expected);
        for (int i = 0; i < order.size(); i++) {
            restored.set(order.get(i), shuffled.get(i));
        }
        assertSame(restored);
    }

    @Test
    void oneByOne() {
        assertSame(inBatchesOf(1));
    }

    @Test
    void inBatchesOfOtherSizes() {
        assertSame(inBatchesOf(5));
        assertSame(inBatchesOf(33));
    }

    @Test
    void withOtherNumbersOfThreads() {
        try (TextClassifier other = TextClassifier.load(folder, 5)) {
            assertSame(other.score(texts));
            TorchModule.useThreads(3);
            assertSame(other.score(texts));
        }
    }

    @Test
    void withAnyPadding() {
        try (TextTokenizer tokenizer = TextTokenizer.open(folder.resolve(ModelFolder.TOKENIZER), 128, 32);
                TorchModule module = TorchModule.load(folder.resolve(ModelFolder.TORCH_SCRIPT), 0)) {
            long[] longest = new long[128];
            Arrays.fill(longest, tokenizer.lastId());
            for (String text : texts.subList(0, 100)) {
                long[] window = tokenizer.windows(text).getFirst();
                float[] alone = module.logits(new long[][] {window})[0];
                float[] padded = module.logits(new long[][] {window, longest})[0];
                for (int i = 0; i < alone.length; i++) {
                    assertThat((double) padded[i]).as(text).isBetween(alone[i] - NOTHING, alone[i] + NOTHING);
                }
            }
        }
    }

    private static List<Scores> inBatchesOf(int size) {
        List<Scores> scores = new ArrayList<>();
        for (int start = 0; start < texts.size(); start += size) {
            scores.addAll(classifier.score(texts.subList(start, Math.min(texts.size(), start + size))));
        }
        return scores;
    }

    private static void assertSame(List<Scores> scores) {
        assertThat(scores).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            for (Category category : classifier.info().categories()) {
                double before = expected.get(i).of(category).orElseThrow();
                assertThat(scores.get(i).of(category).orElseThrow())
                        .as("%s of '%s'", category.key(), texts.get(i))
                        .isBetween(before - NOTHING, before + NOTHING);
            }
        }
    }
}
