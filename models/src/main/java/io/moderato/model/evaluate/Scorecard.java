package io.moderato.model.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.data.LabelledText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How good a model is on labelled texts it has not seen: {@code metrics.json}.
 *
 * @param split the part of the data it was measured on
 * @param measurements for each set and category, and for all sets together under {@link #ALL}
 * @param harmless how many texts are known to be harmless
 * @param harmlessRejected the share of them that the suggested limits reject
 * @param int8Loss by category, how much ROC AUC over all sets the int8 export loses against fp32; empty if not measured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Scorecard(
        String split,
        List<Measurement> measurements,
        long harmless,
        double harmlessRejected,
        Map<Category, Double> int8Loss) {
    /** The name under which all sets are measured together. */
    public static final String ALL = "all";

    /**
     * One category on one set. Measures that need positives and negatives are absent where one is missing.
     *
     * @param threshold the score from which a text counts as called positive in {@code f1}
     * @param positiveRecall the share of positives that reach the threshold
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Measurement(
            String set,
            Category category,
            long n,
            long positives,
            @Nullable Double rocAuc,
            @Nullable Double averagePrecision,
            @Nullable Double f1,
            @Nullable Double positiveRecall,
            double threshold) {}

    /** Measures scores against labels, row by row in the same order. */
    public static Scorecard measure(
            String split,
            List<LabelledText> rows,
            List<Scores> scores,
            List<Category> categories,
            Map<Category, Limit> limits,
            Map<Category, Double> int8Loss) {
        List<Measurement> measurements = new ArrayList<>();
        Set<String> sets = new LinkedHashSet<>(List.of(ALL));
        rows.forEach(row -> sets.add(row.set()));
        for (Category category : categories) {
            Limit limit = limits.get(category);
            double threshold = limit == null ? 0.5 : limit.reject();
            for (String set : sets) {
                Measurement measurement = measure(set, category, threshold, rows, scores);
                if (measurement.n > 0) {
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
        return new Scorecard(
                split,
                measurements,
                harmless.size(),
                LimitChoice.rejectedShare(harmless, limits),
                new LinkedHashMap<>(int8Loss));
    }

    private static Measurement measure(
            String set, Category category, double threshold, List<LabelledText> rows, List<Scores> scores) {
        List<Double> values = new ArrayList<>();
        List<Boolean> labels = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            LabelledText.Label label = rows.get(i).labels().get(category);
            var score = scores.get(i).of(category);
            if (label != null
                    && score.isPresent()
                    && (set.equals(ALL) || set.equals(rows.get(i).set()))) {
                values.add(score.getAsDouble());
                labels.add(label.positive());
            }
        }
        double[] of = values.stream().mapToDouble(Double::doubleValue).toArray();
        boolean[] positive = new boolean[of.length];
        long positives = 0;
        long found = 0;
        for (int i = 0; i < positive.length; i++) {
            positive[i] = labels.get(i);
            positives += positive[i] ? 1 : 0;
            found += positive[i] && of[i] >= threshold ? 1 : 0;
        }
        boolean both = positives > 0 && positives < of.length;
        return new Measurement(
                set,
                category,
                of.length,
                positives,
                both ? rounded(Ranking.auc(of, positive)) : null,
                both ? rounded(Ranking.averagePrecision(of, positive)) : null,
                both ? rounded(Ranking.f1(of, positive, threshold)) : null,
                positives > 0 ? rounded(found / (double) positives) : null,
                threshold);
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    /** The ROC AUC over all sets by category, where it could be measured. */
    public Map<Category, Double> overall() {
        Map<Category, Double> overall = new EnumMap<>(Category.class);
        for (Measurement measurement : measurements) {
            if (measurement.set.equals(ALL) && measurement.rocAuc != null) {
                overall.put(measurement.category, measurement.rocAuc);
            }
        }
        return overall;
    }

    /** A Markdown table of all measurements. */
    public String table() {
        StringBuilder table = new StringBuilder("""
                | category | set | n | positives | ROC AUC | average precision | F1 at limit | recall at limit | limit |
                |---|---|---:|---:|---:|---:|---:|---:|---:|
                """);
        for (Measurement m : measurements) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %,d | %,d | %s | %s | %s | %s | %.3f |%n",
                    m.category.key(),
                    m.set,
                    m.n,
                    m.positives,
                    shown(m.rocAuc),
                    shown(m.averagePrecision),
                    shown(m.f1),
                    shown(m.positiveRecall),
                    m.threshold));
        }
        return table.toString();
    }

    private static String shown(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }
}
