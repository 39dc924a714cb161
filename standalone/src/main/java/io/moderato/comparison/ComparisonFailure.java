package io.moderato.comparison;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A comparison cannot begin or go on; the message says what to change, and what was answered until then is kept. */
public final class ComparisonFailure extends RuntimeException {
    ComparisonFailure(String message) {
        this(message, null);
    }

    ComparisonFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** A file that cannot be read. */
    static ComparisonFailure unreadable(Path file, IOException cause) {
        return new ComparisonFailure("%s cannot be read: %s".formatted(file, cause.getMessage()), cause);
    }
}
