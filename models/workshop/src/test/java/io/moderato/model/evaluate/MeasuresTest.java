package io.moderato.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModerationSettings.Calibration;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.LabelledText.Label;
import io.moderato.model.scorecard.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeasuresTest {
    private static final double[] SCORES = {0.1, 0.4, 0.35, 0.8};
    private static final boolean[] LABELS = {false, false, true, true};

    @Test
    void ranksAsTheTextbookDoes() {
        assertThat(Ranking.auc(SCORES, LABELS)).isEqualTo(0.75);
        assertThat(Ranking.averagePrecision(SCORES, LABELS)).isCloseTo(0.8333, within(1e-4));
        assertThat(Ranking.f1(SCORES, LABELS, 0.35)).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void tiesAreWorthHalf() {
        assertThat(Ranking.auc(new double[] {1, 1, 1}, new boolean[] {true, false, false}))
                .isEqualTo(0.5);
        assertThat(Ranking.averagePrecision(new double[] {1, 1}, new boolean[] {true, false}))
                .isEqualTo(0.5);
    }

    @Test
    void cannotRankOneClass() {
        assertThat(Ranking.auc(new double[] {1, 2}, new boolean[] {true, true})).isNaN();
    }

    @Test
    void calibrationFindsTheLineThatMadeTheLabels() {
        Random random = new Random(1);
        double[] logits = new double[20_000];
        double[] targets = new double[logits.length];
        double[] weights = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = random.nextGaussian() * 3;
            targets[i] = random.nextDouble() < 1 / (1 + Math.exp(-(0.5 * logits[i] - 1))) ? 1 : 0;
            weights[i] = 1;
        }

        Calibration calibration = CalibrationFit.fit(logits, targets, weights);

        assertThat(calibration.slope()).isCloseTo(0.5, within(0.03));
        assertThat(calibration.bias()).isCloseTo(-1, within(0.05));
    }

    @Test
    void calibrationAlwaysRises() {
        double[] logits = {5, 4, 3, 2, 1, 0, -1, -2, -3, -4, -5, -6};
        double[] upsideDown = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
        double[] ones = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

        assertThat(CalibrationFit.fit(logits, upsideDown, ones).slope()).isPositive();
        assertThat(CalibrationFit.fit(new double[] {1}, new double[] {1}, new double[] {1}))
                .isEqualTo(Calibration.NONE);
    }

    @Test
    void limitsRejectHardlyAnyHarmlessText() {
        Random random = new Random(2);
        List<Scores> harmless = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            harmless.add(new Scores(Map.of(
                    Category.TOXICITY,
                    random.nextDouble() * 0.98,
                    Category.INSULT,
                    Math.pow(random.nextDouble(), 2) * 0.98)));
        }

        Map<Category, Limit> limits = LimitChoice.choose(
                new HarmlessScores(harmless, List.of()), List.of(Category.TOXICITY, Category.INSULT), Set.of(), 0.01);

        assertThat(LimitChoice.rejectedShare(harmless, limits)).isBetween(0.002, 0.01);
        assertThat(limits.get(Category.TOXICITY).review())
                .isLessThan(limits.get(Category.TOXICITY).reject());
    }

    @Test
    void limitsAreHeldAgainstTextsThatTheyWereNotChosenOn() {
        Random random = new Random(3);
        List<LabelledText> rows = new ArrayList<>();
        List<Scores> scores = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            boolean toxic = i % 4 > 1;
            // limits from the even rows are far too low for the odd ones
            double highest = i % 2 == 0 ? 0.6 : 0.9;
            rows.add(new LabelledText("some", "text " + i, Map.of(Category.TOXICITY, new Label(toxic ? 1 : 0, 1))));
            scores.add(new Scores(Map.of(Category.TOXICITY, random.nextDouble() * highest)));
        }

        Rate elsewhere = LimitChoice.elsewhere(rows, scores, List.of(Category.TOXICITY), 0.01);

        assertThat(elsewhere.n()).isEqualTo(10_000);
        assertThat(elsewhere.share()).isBetween(0.14, 0.2);
    }

    @Test
    void aSetWithoutHarmIsNotOneThatPeopleJudged() {
        List<LabelledText> rows = List.of(
                new LabelledText("harmless", "a", Map.of(Category.TOXICITY, new Label(0, 1))),
                new LabelledText("judged", "b", Map.of(Category.TOXICITY, new Label(1, 1))),
                new LabelledText("weak", "c", Map.of(Category.TOXICITY, new Label(1, 0.5))));

        assertThat(Evaluation.judgedByPeople(rows)).containsExactly("judged");
    }

    @Test
    void aCategoryThatNobodyMeasuredIsOnlyReviewed() {
        List<Scores> harmless = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            harmless.add(new Scores(Map.of(Category.INSULT, i / 1000.0, Category.PII, i / 1000.0)));
        }

        Map<Category, Limit> limits = LimitChoice.choose(
                new HarmlessScores(harmless, List.of()),
                List.of(Category.INSULT, Category.PII),
                Set.of(Category.PII),
                0.01);

        assertThat(limits.get(Category.PII).reject()).isOne();
        assertThat(limits.get(Category.PII).review())
                .isEqualTo(limits.get(Category.INSULT).reject());
    }

    @Test
    void reviewBeginsSoonerForWhatIsSevere() {
        List<Scores> harmless = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            harmless.add(new Scores(
                    Map.of(Category.INSULT, i / 1000.0, Category.THREAT, i / 5000.0, Category.SELF_HARM, i / 5000.0)));
        }

        Map<Category, Limit> limits = LimitChoice.choose(
                new HarmlessScores(harmless, List.of()),
                List.of(Category.INSULT, Category.THREAT, Category.SELF_HARM),
                Set.of(Category.SELF_HARM),
                0.01);

        assertThat(limits.get(Category.THREAT).reject()).isEqualTo(0.5);
        assertThat(limits.get(Category.THREAT).review())
                .as("ten of a thousand harmless texts reach 0.198")
                .isCloseTo(0.198, within(0.001));
        assertThat(limits.get(Category.SELF_HARM))
                .isEqualTo(new Limit(1, limits.get(Category.THREAT).review()));
        assertThat(limits.get(Category.INSULT).review())
                .isCloseTo(0.7 * limits.get(Category.INSULT).reject(), within(0.001));
    }

    @Test
    void limitsAreRaisedWhereTextThatNamesAGroupWouldBeRejectedMuchMoreOften() {
        Random random = new Random(3);
        List<Scores> others = new ArrayList<>();
        List<Scores> naming = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            others.add(new Scores(Map.of(Category.INSULT, Math.pow(random.nextDouble(), 3))));
            naming.add(new Scores(Map.of(Category.INSULT, Math.pow(random.nextDouble(), i % 5 == 0 ? 0.2 : 3))));
        }
        List<Scores> all = new ArrayList<>(others);
        all.addAll(naming.subList(0, 1_000));

        Map<Category, Limit> limits = LimitChoice.choose(
                new HarmlessScores(all, naming.subList(0, 1_000)), List.of(Category.INSULT), Set.of(), 0.01);

        double ofNaming = LimitChoice.rejectedShare(naming, limits);
        assertThat(ofNaming).isLessThan(2 * LimitChoice.rejectedShare(others, limits) + 0.01);
        Map<Category, Limit> blind =
                LimitChoice.choose(new HarmlessScores(all, List.of()), List.of(Category.INSULT), Set.of(), 0.01);
        assertThat(LimitChoice.rejectedShare(naming, blind)).isGreaterThan(2 * ofNaming);
    }
}
