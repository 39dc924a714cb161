package io.moderato.batch.input;

import io.moderato.decision.Outcome;
import io.moderato.decision.file.LineFault;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the columns that hold an outcome. */
final class Outcomes {
    private Outcomes() {}

    /**
     * What the columns say of the past; a column without a value says nothing.
     *
     * @param value the text of a column; null if the row has none
     * @throws LineFault if a column holds something else
     */
    static Past of(Columns columns, Function<String, @Nullable String> value) throws LineFault {
        if (columns.past() == null && columns.right() == null) {
            return Past.UNKNOWN;
        }
        return new Past(outcome(columns.past(), value), null, outcome(columns.right(), value), null);
    }

    private static @Nullable Outcome outcome(@Nullable String column, Function<String, @Nullable String> value)
            throws LineFault {
        String text = column == null ? null : value.apply(column);
        if (text == null) {
            return null;
        }
        for (Outcome each : Outcome.values()) {
            if (each.name().equals(text.strip().toUpperCase(Locale.ROOT))) {
                return each;
            }
        }
        throw new LineFault(
                "has \"%s\" as \"%s\"; known are %s".formatted(text, column, Arrays.toString(Outcome.values())));
    }
}
