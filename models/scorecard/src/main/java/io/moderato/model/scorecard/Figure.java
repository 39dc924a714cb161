package io.moderato.model.scorecard;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A single figure.
 *
 * @param set the set that it was measured on; absent if it was not a single set
 * @param low the lower end of the 95 % interval; absent if the interval is unknown
 * @param high the upper end of the 95 % interval; absent if the interval is unknown
 * @param n the number of texts that were measured; absent if the figure is not about texts, or the number was not stored
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Figure(
        Metric metric,
        @Nullable String set,
        double value,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Long n) {
    /** Checks that the metric is named. */
    public Figure {
        Present.value(metric, "metric of a figure");
    }

    /** A figure without an interval. */
    public static Figure of(Metric metric, @Nullable String set, double value, @Nullable Long n) {
        return new Figure(metric, set, value, null, null, n);
    }
}
