package io.moderato.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that happened on the platform, whose signature was right.
 *
 * @param id        the same each time the event is delivered: keep it, and leave out what you have seen
 * @param type      such as {@code content.decided}
 * @param timestamp when it happened
 * @param data      what happened, by type
 */
public record WebhookEvent(String id, String type, Instant timestamp, JsonNode data) {
    /** The body of a webhook; anything may be missing until it is checked. */
    record Payload(
            @Nullable String type,
            @Nullable Instant timestamp,
            @Nullable JsonNode data) {}
}
