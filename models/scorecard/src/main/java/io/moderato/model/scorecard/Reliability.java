package io.moderato.model.scorecard;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.decision.Category;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The measured reliability of a category's scores: among texts that score 0.8, people should call eight in ten harmful.
 *
 * @param expectedCalibrationError the mean distance between score and label over {@link CalibrationError#BINS} bins of equal
 *     mass, after calibration
 * @param uncalibratedError the same distance before calibration; absent if the model has no calibration
 * @param bins the bins from the lowest scores to the highest, after calibration
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reliability(
        Category category,
        double expectedCalibrationError,
        @Nullable Double uncalibratedError,
        List<Bin> bins) {
    /**
     * A group of texts with neighbouring scores.
     *
     * @param predicted the mean of the texts' scores
     * @param observed the mean of the texts' labels; a soft label counts with its share
     * @param n the number of texts
     */
    public record Bin(double predicted, double observed, long n) {}

    /** Copies the bins. */
    public Reliability {
        bins = List.copyOf(bins);
    }
}
