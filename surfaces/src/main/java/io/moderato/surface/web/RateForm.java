package io.moderato.surface.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/** The form in which the headers of each answer tell callers how much their key may do, and how much of that is left. */
public interface RateForm {
    /**
     * The allowance of a key for a minute.
     *
     * @param perMinute the allowance
     * @param left      the part that is left; never negative
     * @param untilFull the time until all of it is available again, without further calls; in whole seconds
     */
    record Allowance(long perMinute, long left, Duration untilFull) {}

    /** Tells about calls. */
    void tellCalls(Allowance calls, HttpServletResponse response);

    /** Tells about bytes of text. */
    void tellText(Allowance text, HttpServletResponse response);
}
