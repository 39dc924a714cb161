package io.moderato.perspective.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The languages that a caller names. */
final class Languages {
    private static final int MOST = 10;

    private Languages() {}

    /** The languages; none if they are to be found. */
    static List<String> checked(@Nullable List<String> named) {
        if (named == null) {
            return List.of();
        }
        if (named.size() > MOST) {
            throw RefusedRequest.invalid("At most %d languages can be requested".formatted(MOST), "/languages");
        }
        return named;
    }
}
