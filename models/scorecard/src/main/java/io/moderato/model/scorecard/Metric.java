package io.moderato.model.scorecard;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The quantity that a figure measures. */
public enum Metric {
    /** The mean ROC AUC over categories of a set. */
    MEAN_ROC_AUC,
    /**
     * The mean F1 of the classes hate, offensive and neither. The two thresholds between the classes are chosen on one half of the rows and
     * measured on the other half, and the other way round.
     */
    THREE_CLASS_F1,
    /** The F1 of a category. Each tenth of the rows is measured with the threshold that suits the other nine tenths best. */
    CROSS_FITTED_F1,
    /** The ROC AUC of toxicity on the functional sentences. */
    FUNCTIONAL_ROC_AUC,
    /** The mean accuracy over the functions of the functional sentences. */
    FUNCTIONAL_ACCURACY,
    /** The share of harmless texts that the suggested limits reject. */
    HARMLESS_REJECTED,
    /**
     * The ratio of two rates: how often harmless text that names an identity group is rejected, divided by how often other harmless text
     * is.
     */
    IDENTITY_RATIO,
    /** The accuracy on the plain texts of the obfuscation sample. */
    PLAIN_ACCURACY,
    /** The loss of accuracy under the obfuscation that lowers it most. */
    OBFUSCATION_LOSS,
    /** The mean over the categories of the expected calibration error. */
    CALIBRATION_ERROR,
    /** The number of comments, of about 32 tokens each, that are scored in a second. */
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
     * @throws IllegalArgumentException if no metric has that name
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
