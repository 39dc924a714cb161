package io.moderato.surface.web;

import jakarta.servlet.http.HttpServletResponse;

/** The headers {@code X-RateLimit-*}, with times in seconds. */
public final class RateHeaders implements RateForm {
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
