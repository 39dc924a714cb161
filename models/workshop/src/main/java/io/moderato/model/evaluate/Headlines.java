package io.moderato.model.evaluate;

import io.moderato.decision.Scores;
import io.moderato.model.data.LabelledText;
import io.moderato.model.scorecard.Figure;
import io.moderato.model.scorecard.Headline;
import io.moderato.model.scorecard.Rounded;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Computes the headline figures that need the scores of single texts. */
final class Headlines {
    private static final int FOLDS = 10;

    private Headlines() {}

    /** The figures that follow from these rows and scores. A figure is left out if its set is missing. */
    static List<Figure> of(List<LabelledText> rows, List<Scores> scores, FunctionTest.Result functional) {
        return Headline.all().stream()
                .flatMap(headline -> of(headline, rows, scores, functional).stream())
                .toList();
    }

    private static Optional<Figure> of(
            Headline headline, List<LabelledText> rows, List<Scores> scores, FunctionTest.Result functional) {
        return switch (headline.metric()) {
            case THREE_CLASS_F1 -> {
                DavidsonClasses classes = new DavidsonClasses(rows, scores, String.valueOf(headline.set()));
                yield figure(headline, classes.macroF1(), classes.n());
            }
            case CROSS_FITTED_F1 -> {
                LabelledScores known = LabelledScores.of(
                        rows,
                        scores,
                        headline.categories().getFirst(),
                        row -> row.set().equals(headline.set()));
                yield figure(headline, crossFittedF1(known), known.n());
            }
            case FUNCTIONAL_ROC_AUC -> figure(headline, functional.auc(), functional.n());
            case MEAN_ROC_AUC,
                    FUNCTIONAL_ACCURACY,
                    HARMLESS_REJECTED,
                    IDENTITY_RATIO,
                    PLAIN_ACCURACY,
                    OBFUSCATION_LOSS,
                    CALIBRATION_ERROR,
                    TEXTS_PER_SECOND,
                    BYTES -> Optional.empty();
        };
    }

    private static Optional<Figure> figure(Headline headline, @Nullable Double value, long n) {
        return Stream.ofNullable(value)
                .map(measured -> Figure.of(headline.metric(), headline.set(), measured, n))
                .findFirst();
    }

    /** The F1 over all rows. Each tenth of the rows is measured with the threshold that suits the other nine tenths best. */
    private static @Nullable Double crossFittedF1(LabelledScores known) {
        long called = 0;
        long hits = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            int measured = fold;
            LabelledScores chosenOn = known.at(IntStream.range(0, known.n())
                    .filter(i -> i % FOLDS != measured)
                    .toArray());
            if (!chosenOn.hasBoth()) {
                return null;
            }
            double threshold = Ranking.bestF1Threshold(chosenOn.scores(), chosenOn.positive());
            for (int i = fold; i < known.n(); i += FOLDS) {
                boolean call = known.scores()[i] >= threshold;
                called += call ? 1 : 0;
                hits += call && known.positive()[i] ? 1 : 0;
            }
        }
        return Rounded.to4(2.0 * hits / (called + known.positives()));
    }
}
