package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.data.LabelledText;
import io.moderato.model.scorecard.Rate;
import io.moderato.model.scorecard.Rounded;
import io.moderato.model.scorecard.Scorecard;
import io.moderato.model.scorecard.Scorecard.LimitEffect;
import io.moderato.model.scorecard.Scorecard.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares scores with labels. */
final class Measuring {
    private Measuring() {}

    /**
     * The result of the comparison.
     *
     * @param measurements the measures for each set and category, and for all sets together
     * @param harmless the number of texts that are known to be harmless
     * @param harmlessRejected the share of the harmless texts that the limits reject
     * @param limits the effect of each limit on harmless texts
     */
    record Result(List<Measurement> measurements, long harmless, double harmlessRejected, List<LimitEffect> limits) {}

    /** Compares scores with labels; both are in the order of the rows. */
    static Result measure(
            List<LabelledText> rows, List<Scores> scores, List<Category> categories, Map<Category, Limit> limits) {
        List<Measurement> measurements = new ArrayList<>();
        Set<String> sets = new LinkedHashSet<>(List.of(Scorecard.ALL));
        rows.forEach(row -> sets.add(row.set()));
        for (Category category : categories) {
            Limit limit = limits.get(category);
            double threshold = limit == null ? 0.5 : limit.reject();
            for (String set : sets) {
                Measurement measurement = measure(set, category, threshold, rows, scores);
                if (measurement.n() > 0) {
                    measurements.add(measurement);
                }
            }
        }
        List<Scores> harmless = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).harmless()) {
                harmless.add(scores.get(i));
            }
        }
        return new Result(
                measurements,
                harmless.size(),
                LimitChoice.rejectedShare(harmless, limits),
                limits.entrySet().stream()
                        .filter(limit -> categories.contains(limit.getKey()))
                        .map(limit -> effect(limit.getKey(), limit.getValue(), harmless))
                        .toList());
    }

    private static Measurement measure(
            String set, Category category, double threshold, List<LabelledText> rows, List<Scores> scores) {
        LabelledScores known =
                LabelledScores.of(rows, scores, category, row -> set.equals(Scorecard.ALL) || set.equals(row.set()));
        double[] of = known.scores();
        boolean[] positive = known.positive();
        long found = 0;
        for (int i = 0; i < positive.length; i++) {
            found += positive[i] && of[i] >= threshold ? 1 : 0;
        }
        boolean both = known.hasBoth();
        return new Measurement(
                set,
                category,
                known.n(),
                known.positives(),
                both ? Rounded.to4(Ranking.auc(of, positive)) : null,
                both ? Rounded.to4(Ranking.averagePrecision(of, positive)) : null,
                both ? Rounded.to4(Ranking.f1(of, positive, threshold)) : null,
                both ? Rounded.to4(Ranking.f1(of, positive, Ranking.bestF1Threshold(of, positive))) : null,
                known.positives() > 0 ? Rounded.to4(found / (double) known.positives()) : null,
                known.n() > 0
                        ? Rounded.to4(CalibrationError.of(of, known.targets(), known.weights())
                                .error())
                        : null,
                threshold);
    }

    private static LimitEffect effect(Category category, Limit limit, List<Scores> harmless) {
        return new LimitEffect(
                category,
                limit.reject(),
                limit.review(),
                reaching(category, limit.reject(), harmless),
                reaching(category, limit.review(), harmless));
    }

    private static Rate reaching(Category category, double limit, List<Scores> harmless) {
        return Rate.of(
                harmless.stream()
                        .filter(scores -> scores.of(category).orElse(0) >= limit)
                        .count(),
                harmless.size());
    }
}
