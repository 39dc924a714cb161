package io.moderato.model.ui;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes measured figures. A line never breaks between a figure and its unit; a figure that was not measured is a dash. */
final class Figures {
    static final String NOT_MEASURED = "–";

    private Figures() {}

    /** A measure between 0 and 1 that is not a share, such as an area under a curve. */
    static String measure(@Nullable Double value) {
        return value == null ? NOT_MEASURED : String.format(Locale.ROOT, "%.3f", rounded(value, 1000));
    }

    /** A share in percent. */
    static String share(@Nullable Double value) {
        return value == null ? NOT_MEASURED : String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * value);
    }

    /** A difference of two shares in percentage points, without the unit. */
    static String points(@Nullable Double value) {
        return value == null ? NOT_MEASURED : String.format(Locale.ROOT, "%.1f", rounded(100 * value, 10));
    }

    /** A factor, such as "2.1 ×". */
    static String times(@Nullable Double value) {
        return value == null ? NOT_MEASURED : String.format(Locale.ROOT, "%.1f\u00a0×", value);
    }

    /** A number to the next whole one. */
    static String whole(@Nullable Double value) {
        return value == null ? NOT_MEASURED : String.format(Locale.ROOT, "%,.0f", value);
    }

    /** A whole number. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A size in megabytes, without the unit. */
    static String megabytes(@Nullable Double bytes) {
        return bytes == null ? NOT_MEASURED : String.format(Locale.ROOT, "%.1f", bytes / 1e6);
    }

    /** A stored name as people read it. */
    static String name(String stored) {
        return stored.replace('_', ' ');
    }

    /** The value rounded to that number of parts of one; never a negative zero. */
    private static double rounded(double value, int parts) {
        return Math.round(value * parts) / (double) parts + 0.0;
    }
}
