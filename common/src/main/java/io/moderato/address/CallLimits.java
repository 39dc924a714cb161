package io.moderato.address;

import java.time.Duration;

/**
 * How much a call may take.
 *
 * @param time for all of it, from the look-up of the name to the last byte of the answer, redirects included
 * @param bytes of the answer's body that are read; the rest is not waited for
 * @param redirects how many are followed; with none, an answer that redirects is returned as it is
 */
public record CallLimits(Duration time, int bytes, int redirects) {
    private static final int MOST_REDIRECTS = 10;

    /** Checks that each is a limit. */
    public CallLimits {
        if (!time.isPositive()) {
            throw new IllegalArgumentException("A call needs some time, not " + time);
        }
        if (bytes < 0) {
            throw new IllegalArgumentException("%d is no number of bytes".formatted(bytes));
        }
        if (redirects < 0 || redirects > MOST_REDIRECTS) {
            throw new IllegalArgumentException("%d redirects, expected 0 to %d".formatted(redirects, MOST_REDIRECTS));
        }
    }
}
