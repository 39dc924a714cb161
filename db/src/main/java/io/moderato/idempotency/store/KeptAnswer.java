package io.moderato.idempotency.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a call.
 *
 * @param status  its HTTP status
 * @param headers those that belong to the answer and not to the connection
 * @param body    null where it was too large to keep
 */
public record KeptAnswer(int status, Map<String, String> headers, byte @Nullable [] body) {
    /** Copies the headers. */
    public KeptAnswer {
        headers = Map.copyOf(headers);
    }
}
