package io.moderato.webhook.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it went with a receiver lately.
 *
 * @param failuresInRow calls since it last took one
 * @param failingSince  when the first of them was; null if there is none
 * @param pausedUntil   before then nothing is sent; null if something may be
 */
public record ReceiverHealth(
        int failuresInRow,
        @Nullable Instant failingSince,
        @Nullable Instant pausedUntil) {
    /** It took the last call, or there was none yet. */
    public static final ReceiverHealth GOOD = new ReceiverHealth(0, null, null);
}
