package io.moderato.webhook.delivery;

import io.moderato.webhook.store.FailureCause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a call. */
sealed interface CallOutcome {
    /** How long it lasted. */
    Duration took();

    /** The receiver took it. */
    record Taken(int status, Duration took) implements CallOutcome {}

    /**
     * The receiver did not take it.
     *
     * @param words      why, in a sentence for people
     * @param status     the answer's status, if there was an answer
     * @param answer     the beginning of the answer
     * @param retryAfter how long the receiver wants to be left alone, if it says so
     */
    record NotTaken(
            FailureCause cause,
            String words,
            @Nullable Integer status,
            Duration took,
            String answer,
            @Nullable Duration retryAfter)
            implements CallOutcome {}
}
