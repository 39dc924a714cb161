package io.moderato.surface.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/** How callers are told, in the headers of each answer, how much their key may do and how much of it is left. */
public interface RateForm {
    /**
     * What a key may do in a minute.
     *
     * @param perMinute how much
     * @param left      how much of it is left; never negative
     * @param untilFull how long it takes, without further calls, until all of it is left again; in whole seconds
     */
    record Allowance(long perMinute, long left, Duration untilFull) {}

    /** Tells about calls. */
    void tellCalls(Allowance calls, HttpServletResponse response);

    /** Tells about bytes of text. */
    void tellText(Allowance text, HttpServletResponse response);

    /** What {@code Retry-After} says to a caller who has to wait that long; at least a second. */
    default Duration retryAfter(Duration wait) {
        return wait;
    }
}
