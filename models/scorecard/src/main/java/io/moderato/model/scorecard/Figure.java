package io.moderato.model.scorecard;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A single figure.
 *
 * @param set what it was measured on, where that is one set
 * @param low lower end of its 95 % interval; absent where none is known
 * @param high upper end of its 95 % interval; absent where none is known
 * @param n how many texts it rests on; absent where it is not about texts, or nobody wrote it down
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Figure(
        Metric metric,
        @Nullable String set,
        double value,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Long n) {
    /** Checks that it says what it measures. */
    public Figure {
        Present.value(metric, "metric of a figure");
    }

    /** A figure without an interval. */
    public static Figure of(Metric metric, @Nullable String set, double value, @Nullable Long n) {
        return new Figure(metric, set, value, null, null, n);
    }
}
