package io.moderato.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModerationSettings.Calibration;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.LabelledText.Label;
import io.moderato.model.scorecard.Behaviour.GroupRate;
import io.moderato.model.scorecard.Behaviour.Source;
import io.moderato.model.scorecard.Curve;
import io.moderato.model.scorecard.Rate;
import io.moderato.model.scorecard.Reliability;
import io.moderato.model.scorecard.Scorecard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Measures against values that were computed by hand. */
class MeasuredByHandTest {
    @Test
    void wilsonIntervalIsTheOneOfTheTables() {
        Rate oneInTen = Rate.of(1, 10);

        assertThat(oneInTen.share()).isEqualTo(0.1);
        assertThat(oneInTen.low()).isCloseTo(0.017876, within(1e-5));
        assertThat(oneInTen.high()).isCloseTo(0.404150, within(1e-5));
        assertThat(Rate.of(0, 20).low()).isZero();
        assertThat(Rate.of(0, 20).high()).isCloseTo(0.161125, within(1e-5));
        assertThat(Rate.of(20, 20).high()).isOne();
        assertThat(Rate.of(0, 0)).isEqualTo(new Rate(0, 0, 0, 0, 1));
    }

    @Test
    void calibrationErrorIsTheMeanDistanceOfTheBins() {
        // only two scores, so two bins: |0.2 − 1/4| and |0.9 − 1/2|, of four and two rows
        CalibrationError error = CalibrationError.of(
                new double[] {0.2, 0.9, 0.2, 0.2, 0.9, 0.2}, new double[] {0, 1, 1, 0, 0, 0}, ones(6));

        assertThat(error.bins()).containsExactly(new Reliability.Bin(0.2, 0.25, 4), new Reliability.Bin(0.9, 0.5, 2));
        assertThat(error.error()).isCloseTo((4 * 0.05 + 2 * 0.4) / 6, within(1e-12));
    }

    @Test
    void calibrationBinsHoldTheSameMass() {
        double[] scores = IntStream.range(0, 300).mapToDouble(i -> i / 300.0).toArray();
        CalibrationError error = CalibrationError.of(scores, new double[300], ones(300));

        assertThat(error.bins())
                .hasSize(CalibrationError.BINS)
                .allSatisfy(bin -> assertThat(bin.n()).isEqualTo(20));
        assertThat(error.error())
                .isCloseTo(
                        IntStream.range(0, 300)
                                .mapToDouble(i -> i / 300.0)
                                .average()
                                .orElse(0),
                        within(1e-12));
    }

    @Test
    void aWeakLabelCountsLessForCalibration() {
        CalibrationError error = CalibrationError.of(new double[] {0.5, 0.5}, new double[] {1, 0}, new double[] {3, 1});

        assertThat(error.error()).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void findsTheBestThresholds() {
        double[] scores = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
        boolean[] positive = {false, true, false, false, true, true};

        // from 0.5 on: precision 1, recall 2/3, F1 0.8; from 0.2 on: 3/5 and 1, F1 0.75; the next score below 0.5 is
        // 0.4
        assertThat(Ranking.bestF1Threshold(scores, positive)).isCloseTo(0.45, within(1e-12));
        assertThat(Ranking.bestBalancedThreshold(scores, positive)).isCloseTo(0.45, within(1e-12));
        assertThat(Ranking.bestF1Threshold(new double[] {0.3, 0.7}, new boolean[] {true, true}))
                .isEqualTo(0.3);
        assertThat(Ranking.bestF1Threshold(scores, new boolean[6])).isNaN();
    }

    @Test
    void curvesPassThroughThePointsOfTheTextbook() {
        double[] scores = {0.1, 0.4, 0.35, 0.8};
        boolean[] positive = {false, false, true, true};

        Curve roc = Curve.roc(Category.TOXICITY, scores, positive);
        Curve precision = Curve.precisionRecall(Category.TOXICITY, scores, positive);

        assertThat(roc.x()).startsWith(0.0).endsWith(1.0).isSorted();
        assertThat(roc.y()).startsWith(0.5).endsWith(1.0).isSorted();
        assertThat(precision.x()).startsWith(0.5).endsWith(1.0);
        assertThat(precision.y()).startsWith(1.0);
        assertThat(precision.y().getLast()).isCloseTo(2 / 3.0, within(1e-4));
    }

    @Test
    void whatASourceNeverLabelledIsNeitherRightNorWrong() {
        List<LabelledText> rows = List.of(
                row("a", Map.of(Category.TOXICITY, new Label(1, 1))),
                row("a", Map.of(Category.TOXICITY, new Label(0, 1))),
                row("a", Map.of(Category.SPAM, new Label(1, 1))));
        List<Scores> scores = List.of(
                new Scores(Map.of(Category.TOXICITY, 0.9, Category.SPAM, 0.9)),
                new Scores(Map.of(Category.TOXICITY, 0.1, Category.SPAM, 0.9)),
                new Scores(Map.of(Category.TOXICITY, 1.0, Category.SPAM, 0.9)));

        Measuring.Result measured =
                Measuring.measure(rows, scores, List.of(Category.TOXICITY, Category.SPAM), Map.of());

        Scorecard.Measurement toxicity = measured.measurements().getFirst();
        assertThat(toxicity.n()).isEqualTo(2);
        assertThat(toxicity.rocAuc()).isOne();
        assertThat(toxicity.bestF1()).isOne();
        assertThat(toxicity.calibrationError()).isCloseTo(0.1, within(1e-9));
        assertThat(measured.measurements())
                .filteredOn(m -> m.category() == Category.SPAM)
                .allSatisfy(m -> assertThat(m.rocAuc()).isNull());
    }

    @Test
    void undoesACalibrationToMeasureItsEffect() {
        Calibration calibration = new Calibration(0.5, -1);
        Candidate candidate = new Candidate(
                new FixedScorer(Map.of()),
                List.of(Category.TOXICITY),
                Map.of(),
                Map.of(Category.TOXICITY, calibration),
                0);

        assertThat(candidate.uncalibrated(Category.TOXICITY, calibration.probability(2.5)))
                .isCloseTo(Calibration.NONE.probability(2.5), within(1e-9));
    }

    @Test
    void countsFalsePositivesByGroup() {
        List<Set<String>> named = new ArrayList<>();
        List<Scores> scores = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            named.add(i < 20 ? Set.of("women") : i < 25 ? Set.of("muslims") : Set.of());
            scores.add(new Scores(Map.of(Category.TOXICITY, i < 5 ? 0.95 : i < 15 ? 0.7 : 0.1)));
        }

        List<GroupRate> rates =
                GroupTest.measure(Source.POSTS, named, scores, Map.of(Category.TOXICITY, new Limit(0.9, 0.6)));

        // five posts about Muslims are too few for a rate
        assertThat(rates).extracting(GroupRate::group).containsExactly(GroupRate.ANY, GroupRate.NONE_NAMED, "women");
        assertThat(rates.getFirst().rejected()).isEqualTo(Rate.of(5, 25));
        assertThat(rates.getFirst().reviewed()).isEqualTo(Rate.of(15, 25));
        assertThat(rates.get(1).rejected()).isEqualTo(Rate.of(0, 15));
        assertThat(rates.get(2).reviewed()).isEqualTo(Rate.of(15, 20));
    }

    @Test
    void tellsTheThreeClassesOfDavidsonApart() {
        List<LabelledText> rows = new ArrayList<>();
        List<Scores> perfect = new ArrayList<>();
        List<Scores> blind = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            int kind = random.nextInt(3);
            rows.add(new LabelledText(
                    "davidson",
                    "text " + i,
                    Map.of(
                            Category.TOXICITY, new Label(kind == 2 ? 0 : 1, 1),
                            Category.IDENTITY_ATTACK, new Label(kind == 0 ? 2 / 3.0 : 0, 1))));
            perfect.add(new Scores(Map.of(
                    Category.TOXICITY, kind == 2 ? 0.1 : 0.6, Category.IDENTITY_ATTACK, kind == 0 ? 0.3 : 0.05)));
            blind.add(new Scores(Map.of(Category.TOXICITY, 0.5, Category.IDENTITY_ATTACK, 0.5)));
        }

        assertThat(new DavidsonClasses(rows, perfect, "davidson").macroF1()).isOne();
        assertThat(new DavidsonClasses(rows, blind, "davidson").macroF1()).isLessThan(0.2);
        assertThat(new DavidsonClasses(rows.subList(0, 1), perfect.subList(0, 1), "davidson").macroF1())
                .isNull();
    }

    private static LabelledText row(String set, Map<Category, Label> labels) {
        return new LabelledText(set, "text", labels);
    }

    private static double[] ones(int n) {
        return IntStream.range(0, n).mapToDouble(i -> 1).toArray();
    }
}
