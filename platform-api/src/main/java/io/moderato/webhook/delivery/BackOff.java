package io.moderato.webhook.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When what failed is tried again. Every pause is spread by a fifth to either side, so that what failed together does not come back
 * together.
 */
final class BackOff {
    private static final double RETRY_FACTOR = 3;
    private static final double PAUSE_FACTOR = 2;
    private static final double SPREAD = 0.2;

    private final DeliverySettings settings;
    private final DoubleSupplier random;

    /**
     * By those settings.
     *
     * @param random numbers in [0, 1)
     */
    BackOff(DeliverySettings settings, DoubleSupplier random) {
        this.settings = settings;
        this.random = random;
    }

    /**
     * When a delivery is tried again, the last time at the end of its time; empty if that is over.
     *
     * @param failedBefore  how many attempts failed before this one
     * @param firstFailedAt when the first of them failed; null if this is the first
     */
    Optional<Instant> retry(int failedBefore, @Nullable Instant firstFailedAt, Instant now) {
        Instant end = (firstFailedAt == null ? now : firstFailedAt).plus(settings.giveUpAfter());
        if (!now.isBefore(end)) {
            return Optional.empty();
        }
        Instant next = now.plus(spread(settings.firstRetry(), RETRY_FACTOR, failedBefore, settings.longestRetry()));
        return Optional.of(next.isBefore(end) ? next : end);
    }

    /**
     * How long a receiver is left alone.
     *
     * @param pausesBefore how often it was left alone since it last took something
     */
    Duration pause(int pausesBefore) {
        return spread(settings.firstPause(), PAUSE_FACTOR, pausesBefore, settings.longestPause());
    }

    private Duration spread(Duration first, double factor, int times, Duration longest) {
        double millis = Math.min(longest.toMillis(), first.toMillis() * Math.pow(factor, times));
        return Duration.ofMillis(Math.round(millis * (1 - SPREAD + 2 * SPREAD * random.getAsDouble())));
    }
}
