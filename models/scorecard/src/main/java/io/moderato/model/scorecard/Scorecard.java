package io.moderato.model.scorecard;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.decision.Category;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The measured quality of one model on labelled texts that it has not seen. Several scorecards side by side are a {@link Comparison}.
 *
 * @param model the name of the model
 * @param split the part of the data on which the model was measured
 * @param measurements for each set and category, and for all sets together under {@link #ALL}
 * @param harmless the number of texts that are known to be harmless
 * @param harmlessRejected the share of the harmless texts that the suggested limits reject
 * @param int8Loss the ROC AUC that the int8 export loses against fp32, under {@code SET/CATEGORY}; empty if not measured
 * @param textsPerSecond the number of comments, of about 32 tokens each, that are scored in a second in batches of 32; absent if not
 *     measured
 * @param bytes the size of the files that the model needs to score; absent if not measured
 * @param reliability the reliability of each category's scores over all sets
 * @param behaviour the results on identity groups, functional sentences, obfuscations, languages and lengths
 * @param curves the points of curves to plot
 * @param figures the {@linkplain Headline headlines} that can only be computed from the scores of single texts
 * @param limits the effect of each category's limits on harmless texts
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Scorecard(
        String model,
        String split,
        List<Measurement> measurements,
        long harmless,
        double harmlessRejected,
        Map<String, Double> int8Loss,
        @Nullable Double textsPerSecond,
        @Nullable Long bytes,
        List<Reliability> reliability,
        Behaviour behaviour,
        List<Curve> curves,
        List<Figure> figures,
        List<LimitEffect> limits) {
    /** The name under which all sets are measured together. */
    public static final String ALL = "all";

    private static final int FEWEST = 5;

    /** Copies the lists and checks that nothing is missing. */
    public Scorecard {
        Present.value(model, "model");
        Present.value(behaviour, "behaviour");
        measurements = Present.list(measurements, "measurements");
        int8Loss = Present.map(int8Loss, "int8Loss");
        reliability = Present.list(reliability, "reliability");
        curves = Present.list(curves, "curves");
        figures = Present.list(figures, "figures");
        limits = Present.list(limits, "limits");
    }

    /**
     * The effect that the limits of one category alone have on harmless texts.
     *
     * @param rejected the rate of harmless texts that reach the limit for rejection
     * @param heldBack the rate of harmless texts that reach the limit for review, with the rejected texts
     */
    public record LimitEffect(Category category, double reject, double review, Rate rejected, Rate heldBack) {}

    /**
     * The measures of one category on one set. Measures that need positives and negatives are absent if either is missing.
     *
     * @param threshold the score from which a text counts as positive in {@code f1}
     * @param bestF1 the F1 at the threshold that suits these rows best
     * @param positiveRecall the share of positives that reach the threshold
     * @param calibrationError the expected calibration error, see the workshop's {@code CalibrationError}
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
            @Nullable Double bestF1,
            @Nullable Double positiveRecall,
            @Nullable Double calibrationError,
            double threshold) {}

    /** The same scorecard with the loss of the model by its int8 export. */
    public Scorecard withInt8Loss(Map<String, Double> loss) {
        return new Scorecard(
                model,
                split,
                measurements,
                harmless,
                harmlessRejected,
                loss,
                textsPerSecond,
                bytes,
                reliability,
                behaviour,
                curves,
                figures,
                limits);
    }

    /** The headlines by their keys, and the ROC AUC of each set and category, for a run's record. */
    public Map<String, Double> byName() {
        Map<String, Double> byName = new LinkedHashMap<>();
        Headline.all()
                .forEach(headline -> headline.of(this).ifPresent(figure -> byName.put(headline.key(), figure.value())));
        for (Measurement m : measurements) {
            if (m.rocAuc != null) {
                byName.put("auc/" + m.set + "/" + m.category.key(), m.rocAuc);
            }
        }
        return byName;
    }

    /**
     * The ROC AUC of each set, without {@link #ALL}. It is the mean over the categories with at least five positives and five negatives in
     * the set.
     */
    public Map<String, Double> aucBySet() {
        Map<String, List<Double>> aucs = new LinkedHashMap<>();
        for (Measurement m : measurements) {
            if (!m.set.equals(ALL) && m.rocAuc != null && m.positives >= FEWEST && m.n - m.positives >= FEWEST) {
                aucs.computeIfAbsent(m.set, set -> new ArrayList<>()).add(m.rocAuc);
            }
        }
        Map<String, Double> means = new LinkedHashMap<>();
        aucs.forEach((set, of) -> means.put(
                set,
                Rounded.to4(
                        of.stream().mapToDouble(Double::doubleValue).average().orElse(0))));
        return means;
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
