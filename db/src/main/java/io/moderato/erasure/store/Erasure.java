package io.moderato.erasure.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An erasure and how far it is.
 *
 * @param id         the erasure
 * @param askedAt    since when it is wanted
 * @param contents   how many contents are erased by now, with all that hung on them
 * @param finishedAt when nothing was left; null while it goes on
 */
public record Erasure(
        UUID id, Instant askedAt, int contents, @Nullable Instant finishedAt) {
    /** Whether nothing is left. */
    public boolean isDone() {
        return finishedAt != null;
    }
}
