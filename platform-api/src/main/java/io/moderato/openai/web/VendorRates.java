package io.moderato.openai.web;

import io.moderato.surface.web.RateForm;
import io.moderato.surface.web.RateHeaders;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/**
 * Tells the rate of calls in the vendor's headers. The vendor counts text in tokens and we count it in bytes, so text is told in our own
 * headers.
 */
final class VendorRates implements RateForm {
    private final RateForm own = new RateHeaders();

    @Override
    public void tellCalls(Allowance calls, HttpServletResponse response) {
        response.setHeader("x-ratelimit-limit-requests", Long.toString(calls.perMinute()));
        response.setHeader("x-ratelimit-remaining-requests", Long.toString(calls.left()));
        response.setHeader("x-ratelimit-reset-requests", words(calls.untilFull()));
    }

    @Override
    public void tellText(Allowance text, HttpServletResponse response) {
        own.tellText(text, response);
    }

    /** The duration in the vendor's form, such as {@code 12s} or {@code 1m0s}. */
    private static String words(Duration duration) {
        return duration.toMinutes() == 0
                ? duration.toSeconds() + "s"
                : "%dm%ds".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
}
