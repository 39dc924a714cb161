package io.moderato.model.ui;

import io.moderato.model.scorecard.Scorecard.Measurement;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The measures that the table of sets can show for each category on each set. */
enum Measure {
    ROC_AUC(
            "ROC AUC",
            "How surely a harmful text scores above a harmless one: 1 is always, 0.5 is chance. Thresholds do not matter to it.",
            true,
            Measurement::rocAuc),
    AVERAGE_PRECISION(
            "Average precision",
            "How clean the top of the list is, sorted by score; chance is the share of harmful texts, so compare models, not sets.",
            true,
            Measurement::averagePrecision),
    F1(
            "F1 at the limit",
            "Harm found and harmless text spared, in one figure, when everything above the suggested limit is rejected.",
            true,
            Measurement::f1),
    BEST_F1(
            "Best F1",
            "The same with the best threshold for this set. If it is far above “F1 at the limit”, a threshold of your own would help.",
            true,
            Measurement::bestF1),
    RECALL(
            "Found at the limit",
            "The share of the harmful texts that the suggested limit for rejection catches.",
            true,
            Measurement::positiveRecall),
    CALIBRATION_ERROR(
            "Calibration error",
            "How far a score lies from the share of texts that people call harmful. 0 is perfect.",
            false,
            Measurement::calibrationError);

    private final String label;
    private final String meaning;
    private final boolean moreIsBetter;
    private final Function<Measurement, @Nullable Double> value;

    Measure(String label, String meaning, boolean moreIsBetter, Function<Measurement, @Nullable Double> value) {
        this.label = label;
        this.meaning = meaning;
        this.moreIsBetter = moreIsBetter;
        this.value = value;
    }

    String label() {
        return label;
    }

    String meaning() {
        return meaning;
    }

    boolean moreIsBetter() {
        return moreIsBetter;
    }

    @Nullable
    Double of(@Nullable Measurement measurement) {
        return measurement == null ? null : value.apply(measurement);
    }
}
