package io.moderato.decision.kafka;

import org.jspecify.annotations.Nullable;

/** A record says nothing that the pipeline could decide about. The message holds nothing of what was posted. */
final class UnreadableRecordException extends Exception {
    UnreadableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
