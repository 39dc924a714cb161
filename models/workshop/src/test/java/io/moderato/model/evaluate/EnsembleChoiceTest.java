package io.moderato.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.decision.Category;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.LabelledText.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnsembleChoiceTest {
    private static final int ROWS = 400;

    private final List<LabelledText> rows = rows();

    @Test
    void takesAShareOfAModelThatErrsElsewhere() {
        Map<Category, double[]> first = logits(1, 1.5);
        EnsembleChoice choice = new EnsembleChoice(rows, first, logits(2, 1.5));

        Map<Category, Double> shares = choice.shares();

        assertThat(shares.get(Category.TOXICITY)).isBetween(0.2, 0.6);
        assertThat(choice.bySet(shares).get("first"))
                .isGreaterThan(choice.bySet(Map.of()).get("first") + 0.02);
    }

    @Test
    void takesNothingOfAModelThatKnowsNothing() {
        EnsembleChoice choice = new EnsembleChoice(rows, logits(1, 1.5), logits(2, 1000));

        assertThat(choice.shares()).isEmpty();
    }

    @Test
    void takesMoreWhereTheSecondModelIsBetterOnASetThanTheFirst() {
        double[] second = logits(2, 1.5).get(Category.TOXICITY);
        double[] betterOnTheSecondSet = logits(3, 0.6).get(Category.TOXICITY);
        System.arraycopy(betterOnTheSecondSet, ROWS / 2, second, ROWS / 2, ROWS / 2);
        EnsembleChoice choice = new EnsembleChoice(rows, logits(1, 1.5), Map.of(Category.TOXICITY, second));

        Map<Category, Double> shares = choice.shares();

        assertThat(choice.bySet(shares).get("second"))
                .isGreaterThan(choice.bySet(Map.of()).get("second") + 0.05);
        assertThat(choice.bySet(shares).get("first"))
                .isGreaterThanOrEqualTo(choice.bySet(Map.of()).get("first"));
    }

    @Test
    void takesNothingIfASetGetsWorse() {
        double[] helpsFirstOnly = logits(2, 0.2).get(Category.TOXICITY);
        for (int i = ROWS / 2; i < ROWS; i++) {
            helpsFirstOnly[i] = -helpsFirstOnly[i];
        }
        EnsembleChoice choice = new EnsembleChoice(rows, logits(1, 1.5), Map.of(Category.TOXICITY, helpsFirstOnly));

        assertThat(choice.shares()).isEmpty();
    }

    @Test
    void choosesForEachCategoryByItself() {
        List<LabelledText> both = rows.stream()
                .map(row -> new LabelledText(
                        row.set(),
                        row.text(),
                        Map.of(
                                Category.TOXICITY, row.labels().get(Category.TOXICITY),
                                Category.SPAM, row.labels().get(Category.TOXICITY))))
                .toList();
        double[] good = logits(1, 0.8).get(Category.TOXICITY);
        double[] poor = logits(2, 3).get(Category.TOXICITY);
        EnsembleChoice choice = new EnsembleChoice(
                both,
                Map.of(Category.TOXICITY, good, Category.SPAM, poor),
                Map.of(Category.TOXICITY, poor, Category.SPAM, good));

        Map<Category, Double> shares = choice.shares();

        assertThat(shares.get(Category.SPAM)).isGreaterThanOrEqualTo(0.7);
        assertThat(shares.getOrDefault(Category.TOXICITY, 0.0)).isLessThanOrEqualTo(0.3);
    }

    @Test
    void setsEachTextBesideItselfInDisguise() {
        List<LabelledText> posts = List.of(
                new LabelledText("posts", "what an idiot you are", Map.of(Category.INSULT, new Label(1, 0.5))),
                new LabelledText("mail", "lovely weather for a walk", Map.of(Category.SPAM, new Label(0, 1))));

        List<LabelledText> both = EnsembleChoice.alsoDisguised(posts);

        assertThat(both).hasSize(4).startsWith(posts.toArray(LabelledText[]::new));
        assertThat(both.subList(2, 4))
                .extracting(LabelledText::set)
                .containsExactly("posts, disguised", "mail, disguised");
        assertThat(both.subList(2, 4))
                .extracting(LabelledText::labels)
                .isEqualTo(posts.stream().map(LabelledText::labels).toList());
        assertThat(both.subList(2, 4))
                .extracting(LabelledText::text)
                .doesNotContainAnyElementsOf(
                        posts.stream().map(LabelledText::text).toList())
                .doesNotContain("");
        assertThat(EnsembleChoice.alsoDisguised(posts)).isEqualTo(both);
    }

    /** Two sets: the second half of the rows is the second set, and every second row is positive. */
    private static List<LabelledText> rows() {
        List<LabelledText> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(new LabelledText(
                    i < ROWS / 2 ? "first" : "second", "text " + i, Map.of(Category.TOXICITY, new Label(i % 2, 1))));
        }
        return rows;
    }

    private static Map<Category, double[]> logits(long seed, double noise) {
        Random random = new Random(seed);
        double[] logits = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            logits[i] = (i % 2) * 2 - 1 + noise * random.nextGaussian();
        }
        return Map.of(Category.TOXICITY, logits);
    }
}
