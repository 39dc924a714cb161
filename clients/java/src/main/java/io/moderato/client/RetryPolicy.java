package io.moderato.client;

import java.time.Duration;

/**
 * How often a call is made again, and how long the client waits before it. A call is made again when the platform does not answer, or answers
 * 429, 502, 503 or 504. The wait doubles each time, shortened at random so that clients do not come all at once; a {@code Retry-After} of the
 * platform counts instead.
 *
 * @param attempts  how often a call is made, the first time included
 * @param firstWait the longest wait before the second attempt
 * @param maxWait   the longest wait; a platform that asks for more is not asked again
 */
public record RetryPolicy(int attempts, Duration firstWait, Duration maxWait) {
    /** Four attempts, with waits of at most .2, .4 and .8 seconds, or what the platform asks for up to 30 seconds. */
    public static final RetryPolicy STANDARD = new RetryPolicy(4, Duration.ofMillis(200), Duration.ofSeconds(30));

    /** One attempt. */
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

    /**
     * Checks the figures.
     *
     * @throws IllegalArgumentException if there is no attempt, or a wait is negative
     */
    public RetryPolicy {
        if (attempts < 1 || firstWait.isNegative() || maxWait.isNegative()) {
            throw new IllegalArgumentException("At least one attempt, and no negative wait: " + attempts + " attempts, "
                    + firstWait + ", " + maxWait);
        }
    }
}
