package io.moderato.webhook.store;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that was not taken, as admins see it.
 *
 * @param at     when it ended
 * @param cause  why
 * @param words  why, in a sentence
 * @param status the answer's status, if there was an answer
 * @param took   how long the call lasted
 * @param answer the beginning of the answer
 */
public record Attempt(
        Instant at,
        FailureCause cause,
        String words,
        @Nullable Integer status,
        Duration took,
        String answer) {}
