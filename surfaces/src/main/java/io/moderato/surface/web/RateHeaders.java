package io.moderato.surface.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/** The headers {@code X-RateLimit-*}, with times in seconds. */
public final class RateHeaders implements RateForm {
    private final Duration longestWait;

    /** Tells every caller how long to wait. */
    public RateHeaders() {
        this(Duration.ofSeconds(Long.MAX_VALUE));
    }

    /** Tells callers to come back after that time at the latest, where clients pass over a longer one. */
    public RateHeaders(Duration longestWait) {
        this.longestWait = longestWait;
    }

    @Override
    public Duration retryAfter(Duration wait) {
        return wait.compareTo(longestWait) > 0 ? longestWait : wait;
    }

    @Override
    public void tellCalls(Allowance calls, HttpServletResponse response) {
        tell("X-RateLimit-", calls, response);
    }

    @Override
    public void tellText(Allowance text, HttpServletResponse response) {
        tell("X-RateLimit-Text-", text, response);
    }

    private static void tell(String prefix, Allowance allowance, HttpServletResponse response) {
        response.setHeader(prefix + "Limit", Long.toString(allowance.perMinute()));
        response.setHeader(prefix + "Remaining", Long.toString(allowance.left()));
        response.setHeader(prefix + "Reset", Long.toString(allowance.untilFull().toSeconds()));
    }
}
