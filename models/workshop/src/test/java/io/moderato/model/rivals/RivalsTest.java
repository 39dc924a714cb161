package io.moderato.model.rivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.decision.Category;
import io.moderato.model.CalibratedScorer;
import io.moderato.model.ModelException;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.LabelledText.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RivalsTest {
    private static final List<String> PEOPLE =
            List.of("neighbour", "teacher", "driver", "friend", "brother", "doctor", "boss", "cousin");
    private static final List<String> BAD = List.of("stupid", "idiotic", "worthless", "pathetic", "disgusting", "dumb");
    private static final List<String> GOOD = List.of("kind", "helpful", "patient", "brilliant", "friendly", "careful");
    private static final List<String> PRIZES = List.of("phone", "cruise", "voucher", "laptop");

    @TempDir
    Path temp;

    private static List<LabelledText> rows;
    private static Rivals rivals;

    @BeforeAll
    static void train() {
        rows = rows();
        rivals = Rivals.train(rows, rows, 7, line -> {});
    }

    static Stream<CalibratedScorer> both() {
        return rivals.all().stream();
    }

    @ParameterizedTest
    @MethodSource("both")
    void learnWhatTheRowsSay(CalibratedScorer rival) {
        assertThat(score(rival, "your cousin is a pathetic fool", Category.TOXICITY))
                .isGreaterThan(score(rival, "your cousin is a helpful person", Category.TOXICITY) + 0.3);
        assertThat(score(rival, "claim your free phone now", Category.SPAM))
                .isGreaterThan(score(rival, "my friend has a phone", Category.SPAM) + 0.3);
    }

    @ParameterizedTest
    @MethodSource("both")
    void knowOnlyTheCategoriesWithBothLabels(CalibratedScorer rival) {
        assertThat(rival.categories()).containsExactly(Category.TOXICITY, Category.SPAM);
        assertThat(rival.score(List.of("hello")).getFirst().of(Category.THREAT)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("both")
    void findOneBadSentenceInALongText(CalibratedScorer rival) {
        String calm = "my teacher is a kind and patient friend. ".repeat(98);

        assertThat(score(
                        rival, calm + "your boss is a stupid worthless fool, go away you dumb boss", Category.TOXICITY))
                .isGreaterThan(score(rival, calm, Category.TOXICITY));
    }

    @ParameterizedTest
    @MethodSource("both")
    void scoreAnythingThatCanBePosted(CalibratedScorer rival) {
        List<String> texts =
                List.of("", " ", "\u0000", "\uD83D", "👍🏽", "中文 العربية", "x".repeat(70_000), "a b ".repeat(20_000));

        assertThat(rival.score(texts))
                .hasSameSizeAs(texts)
                .allSatisfy(scores -> assertThat(scores.byCategory()).hasSize(2));
        assertThat(rival.score(List.of())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("both")
    void scoreTheSameFromManyThreads(CalibratedScorer rival) throws Exception {
        List<String> texts = rows.stream().map(LabelledText::text).toList();
        double[][] expected = rival.logits(texts);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<double[][]>> results = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                results.add(threads.submit(() -> rival.logits(texts)));
            }
            for (Future<double[][]> result : results) {
                assertThat(result.get()).isDeepEqualTo(expected);
            }
        }
    }

    @Test
    void surviveSavingAndLoadingBitByBit() throws IOException {
        rivals.save(temp.resolve("a"));
        Rivals loaded = Rivals.load(temp.resolve("a"));
        loaded.save(temp.resolve("b"));

        List<String> texts = rows.stream().map(LabelledText::text).toList();
        assertThat(loaded.linear().logits(texts)).isDeepEqualTo(rivals.linear().logits(texts));
        assertThat(loaded.forest().logits(texts)).isDeepEqualTo(rivals.forest().logits(texts));
        assertThat(loaded.linear().outputs()).isEqualTo(rivals.linear().outputs());
        for (String file : List.of(Rivals.LINEAR, Rivals.FOREST)) {
            assertThat(temp.resolve("b").resolve(file))
                    .hasSameBinaryContentAs(temp.resolve("a").resolve(file));
        }
        assertThat(rivals.linear().bytes())
                .isEqualTo(Files.size(temp.resolve("a").resolve(Rivals.LINEAR)));
        assertThat(rivals.forest().bytes())
                .isEqualTo(Files.size(temp.resolve("a").resolve(Rivals.FOREST)));
    }

    @Test
    void sameSeedSameModels() {
        Rivals again = Rivals.train(rows, rows, 7, line -> {});

        again.linear().save(temp.resolve("again.bin"));
        rivals.linear().save(temp.resolve("before.bin"));
        assertThat(temp.resolve("again.bin")).hasSameBinaryContentAs(temp.resolve("before.bin"));
        List<String> texts = rows.stream().map(LabelledText::text).toList();
        assertThat(again.forest().logits(texts)).isDeepEqualTo(rivals.forest().logits(texts));
    }

    @Test
    void anUnlabelledCategoryLearnsNothingFromARow() {
        List<LabelledText> masked = new ArrayList<>(rows);
        for (int i = 0; i < 50; i++) {
            // if the missing label of toxicity counted as a no, these rows would make "stupid" harmless
            masked.add(
                    new LabelledText("messages", "stupid idiotic dumb boss", Map.of(Category.SPAM, new Label(0, 1))));
        }

        Rivals others = Rivals.train(masked, rows, 7, line -> {});

        assertThat(score(others.linear(), "your boss is a stupid fool", Category.TOXICITY))
                .isGreaterThan(0.7);
        assertThat(score(others.forest(), "your boss is a stupid fool", Category.TOXICITY))
                .isGreaterThan(0.7);
    }

    @ParameterizedTest
    @MethodSource("files")
    void nameADamagedFile(String name) throws IOException {
        rivals.save(temp);
        Path file = temp.resolve(name);
        byte[] whole = Files.readAllBytes(file);

        for (int length : new int[] {0, 5, 40, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertRefused(file);
        }
        for (int at : new int[] {3, whole.length / 3, whole.length - 6}) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x55;
            Files.write(file, damaged);
            assertRefused(file);
        }
        Files.delete(file);
        assertThatThrownBy(() -> Rivals.load(temp))
                .isInstanceOf(ModelException.class)
                .hasMessage(file + ": missing");
    }

    static Stream<String> files() {
        return Stream.of(Rivals.LINEAR, Rivals.FOREST);
    }

    private void assertRefused(Path file) {
        assertThatThrownBy(() -> Rivals.load(temp))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(file + ": ");
    }

    @Test
    void refuseRowsThatTeachNothing() {
        assertThatThrownBy(() -> Rivals.train(List.of(row("fine", Category.TOXICITY, 0)), rows, 1, line -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No category");
    }

    private static double score(CalibratedScorer rival, String text, Category category) {
        return rival.score(List.of(text)).getFirst().of(category).orElseThrow();
    }

    private static List<LabelledText> rows() {
        List<LabelledText> rows = new ArrayList<>();
        for (String person : PEOPLE) {
            for (int i = 0; i < BAD.size(); i++) {
                rows.add(row("your %s is a %s fool".formatted(person, BAD.get(i)), Category.TOXICITY, 1));
                rows.add(row("go away you %s %s".formatted(BAD.get(i), person), Category.TOXICITY, 1));
                rows.add(row("your %s is a %s person".formatted(person, GOOD.get(i)), Category.TOXICITY, 0));
                rows.add(row("thank you my %s %s".formatted(GOOD.get(i), person), Category.TOXICITY, 0));
            }
            for (String prize : PRIZES) {
                rows.add(row("win a free %s now, call and claim your prize".formatted(prize), Category.SPAM, 1));
                rows.add(row("my %s has a new %s, shall we meet later".formatted(person, prize), Category.SPAM, 0));
            }
        }
        return rows;
    }

    private static LabelledText row(String text, Category category, double target) {
        return new LabelledText("toy", text, Map.of(category, new Label(target, 1)));
    }
}
