package io.moderato.model.scorecard;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.decision.Category;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How good one model is on labelled texts it has not seen. Several side by side are a {@link Comparison}.
 *
 * @param model the name of the model; absent in files of older releases
 * @param split the part of the data it was measured on
 * @param measurements for each set and category, and for all sets together under {@link #ALL}
 * @param harmless how many texts are known to be harmless
 * @param harmlessRejected the share of them that the suggested limits reject
 * @param int8Loss how much ROC AUC the int8 export loses against fp32, under {@code SET/CATEGORY} (in files of older releases under the
 *     category, over all sets); empty if not measured
 * @param textsPerSecond comments of about 32 tokens scored in a second, in batches of 32; absent if not measured
 * @param bytes the size of the files that the model needs to score; absent if not measured
 * @param reliability for each category over all sets
 * @param behaviour identity groups, functional sentences, obfuscations, languages and lengths
 * @param curves points to plot
 * @param headline the figures that are compared first
 * @param limits what each category's limits do to harmless texts
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Scorecard(
        @Nullable String model,
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
        Headline headline,
        List<LimitEffect> limits) {
    /** The name under which all sets are measured together. */
    public static final String ALL = "all";

    private static final int FEWEST = 5;

    /** Copies the lists; what an older file lacks is empty. */
    public Scorecard {
        measurements = measurements == null ? List.of() : List.copyOf(measurements);
        int8Loss = int8Loss == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(int8Loss));
        reliability = reliability == null ? List.of() : List.copyOf(reliability);
        behaviour = behaviour == null ? Behaviour.NONE : behaviour;
        curves = curves == null ? List.of() : List.copyOf(curves);
        headline = headline == null ? Headline.NONE : headline;
        limits = limits == null ? List.of() : List.copyOf(limits);
    }

    /**
     * What the limits of a category do to harmless texts by themselves.
     *
     * @param rejected the harmless texts that reach the limit for rejection
     * @param heldBack those that reach the limit for review, the rejected ones among them
     */
    public record LimitEffect(Category category, double reject, double review, Rate rejected, Rate heldBack) {}

    /**
     * One category on one set. Measures that need positives and negatives are absent where one is missing.
     *
     * @param threshold the score from which a text counts as called positive in {@code f1}
     * @param bestF1 F1 at the threshold that suits these rows best
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

    /** The same with what the model lost by its int8 export. */
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
                headline,
                limits);
    }

    /** Its most important figures by name, for a run's record. */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        put(figures, "jigsaw_mean_auc", headline.jigsawMeanAuc());
        put(figures, "hatexplain_auc", headline.hatexplainAuc());
        put(figures, "davidson_macro_f1", headline.davidsonMacroF1());
        put(figures, "sms_spam_f1", headline.smsSpamF1());
        put(figures, "functional_auc", headline.functionalAuc());
        put(figures, "functional_accuracy", headline.functionalAccuracy());
        put(figures, "identity_ratio", headline.identityRatio());
        put(figures, "worst_obfuscation_loss", headline.worstObfuscationLoss());
        put(figures, "texts_per_second", textsPerSecond);
        put(figures, "harmless_rejected", harmlessRejected);
        measurements.forEach(m -> put(figures, "auc/" + m.set + "/" + m.category.key(), m.rocAuc));
        return figures;
    }

    private static void put(Map<String, Double> figures, String name, @Nullable Double value) {
        if (value != null) {
            figures.put(name, value);
        }
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

    /**
     * The ROC AUC of each set, {@link #ALL} not among them: the mean over the categories of which it has at least five positives
     * and five negatives.
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
