package io.moderato.client;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far an erasure is.
 *
 * @param id         the erasure
 * @param state      {@code RUNNING} until nothing is left; then {@code DONE}
 * @param contents   how many contents are erased by now
 * @param askedAt    when it was asked for
 * @param finishedAt when it was done
 */
public record Erasure(
        UUID id,
        String state,
        int contents,
        Instant askedAt,
        @Nullable Instant finishedAt) {}
