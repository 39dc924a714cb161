package io.moderato.webhook.delivery;

import io.moderato.webhook.store.ReceiverHealth;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a receiver alone for a while that took nothing several times in a row. After the pause one call tries whether it is back. Not for
 * several threads.
 */
final class Circuit {
    private final DeliverySettings settings;
    private final BackOff backOff;
    private ReceiverHealth health;
    private boolean open;

    /** Goes on from how it went lately. */
    Circuit(ReceiverHealth lately, DeliverySettings settings, BackOff backOff) {
        this.health = lately;
        this.settings = settings;
        this.backOff = backOff;
    }

    ReceiverHealth health() {
        return health;
    }

    /** Whether the receiver is left alone now. */
    boolean open() {
        return open;
    }

    /** How many calls it may have at once. */
    int calls() {
        return wasPaused() ? 1 : settings.callsPerReceiver();
    }

    /** Whether it has taken nothing for so long that nobody seems to be there any more. */
    boolean hopeless(Instant now) {
        Instant since = health.failingSince();
        return since != null && since.plus(settings.disableAfter()).isBefore(now);
    }

    /** It took a call. Returns whether it had been left alone before. */
    boolean taken() {
        boolean recovered = wasPaused();
        health = ReceiverHealth.GOOD;
        open = false;
        return recovered;
    }

    /**
     * It did not take a call. What was under way when it was decided to leave it alone counts no more.
     *
     * @param wish how long it asks to be left alone, if it does
     */
    void notTaken(Instant now, @Nullable Duration wish) {
        if (open) {
            return;
        }
        int failures = health.failuresInRow() + 1;
        if (wish != null) {
            failures = Math.max(failures, settings.pauseAfter());
        }
        Instant since = health.failingSince();
        Instant pausedUntil = null;
        if (failures >= settings.pauseAfter()) {
            open = true;
            Duration pause = backOff.pause(failures - settings.pauseAfter());
            if (wish != null && wish.compareTo(pause) > 0) {
                pause = wish.compareTo(settings.longestPause()) < 0 ? wish : settings.longestPause();
            }
            pausedUntil = now.plus(pause);
        }
        health = new ReceiverHealth(failures, since == null ? now : since, pausedUntil);
    }

    private boolean wasPaused() {
        return health.failuresInRow() >= settings.pauseAfter();
    }
}
