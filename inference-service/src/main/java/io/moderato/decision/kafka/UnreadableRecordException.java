package io.moderato.decision.kafka;

import org.jspecify.annotations.Nullable;

/** A record holds no content that the pipeline could decide about. The message quotes nothing of the posted text. */
final class UnreadableRecordException extends Exception {
    UnreadableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
