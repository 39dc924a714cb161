package io.moderato.model.scorecard;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.decision.Category;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a category's scores are the probabilities that they claim to be: among texts that score 0.8, people should call eight
 * in ten harmful.
 *
 * @param expectedCalibrationError the mean distance between score and label over {@link CalibrationError#BINS} bins of equal
 *     mass, after calibration
 * @param uncalibratedError the same before calibration; absent if the model has none
 * @param bins from the lowest scores to the highest, after calibration
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reliability(
        Category category,
        double expectedCalibrationError,
        @Nullable Double uncalibratedError,
        List<Bin> bins) {
    /**
     * Texts of neighbouring scores.
     *
     * @param predicted their mean score
     * @param observed the mean of their labels, soft ones by their share
     * @param n how many they are
     */
    public record Bin(double predicted, double observed, long n) {}

    /** Copies the bins. */
    public Reliability {
        bins = List.copyOf(bins);
    }
}
