package io.moderato.model.scorecard;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a figure measures. */
public enum Metric {
    /** The mean ROC AUC over categories of a set. */
    MEAN_ROC_AUC,
    /**
     * The mean F1 of hate, offensive and neither; the two thresholds that part them are chosen on one half of the rows and measured on the
     * other, both ways.
     */
    THREE_CLASS_F1,
    /** F1 of a category, each tenth of the rows with the threshold that suits the other nine. */
    CROSS_FITTED_F1,
    /** The ROC AUC of toxicity on the functional sentences. */
    FUNCTIONAL_ROC_AUC,
    /** The mean accuracy over the functions of the functional sentences. */
    FUNCTIONAL_ACCURACY,
    /** The share of harmless texts that the suggested limits reject. */
    HARMLESS_REJECTED,
    /** How many times as often harmless text that names an identity group is rejected as other harmless text. */
    IDENTITY_RATIO,
    /** Accuracy on the plain texts of the obfuscation sample. */
    PLAIN_ACCURACY,
    /** By how much the accuracy falls under the obfuscation that hurts most. */
    OBFUSCATION_LOSS,
    /** The mean over the categories of the expected calibration error. */
    CALIBRATION_ERROR,
    /** Comments of about 32 tokens scored in a second. */
    TEXTS_PER_SECOND,
    /** The size of the files that scoring needs. */
    BYTES;

    /** The name used in files. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The metric of that name.
     *
     * @throws IllegalArgumentException if none has it
     */
    @JsonCreator
    public static Metric ofKey(String key) {
        for (Metric metric : values()) {
            if (metric.key().equals(key)) {
                return metric;
            }
        }
        throw new IllegalArgumentException("Unknown metric '%s'".formatted(key));
    }
}
