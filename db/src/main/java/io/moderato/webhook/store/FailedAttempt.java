package io.moderato.webhook.store;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that the receiver did not take.
 *
 * @param delivery which delivery
 * @param cause    why
 * @param words    why, in a sentence for people
 * @param status   the answer's status, if there was an answer
 * @param took     how long the call lasted
 * @param answer   the beginning of the answer
 * @param nextAt   when it is tried again; null makes the delivery a dead letter
 */
public record FailedAttempt(
        long delivery,
        FailureCause cause,
        String words,
        @Nullable Integer status,
        Duration took,
        String answer,
        @Nullable Instant nextAt) {}
