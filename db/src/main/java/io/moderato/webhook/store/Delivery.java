package io.moderato.webhook.store;

import io.moderato.content.ContentId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event for one receiver, as admins see it.
 *
 * @param id           the delivery
 * @param subscription whose it is
 * @param name         the name of the subscription
 * @param eventId      the event, as the receiver knows it
 * @param type         the event's type by its key
 * @param eventAt      when it happened
 * @param content      the content that it is about, if it is about one
 * @param state        where it stands
 * @param nextAt       when it is due, while it waits
 * @param settledAt    when it was taken or given up
 * @param status       the status with which it was taken
 * @param took         how long that call lasted
 * @param lastWords    why the last call was not taken, if one was not
 */
public record Delivery(
        long id,
        UUID subscription,
        String name,
        String eventId,
        String type,
        Instant eventAt,
        @Nullable ContentId content,
        DeliveryState state,
        Instant nextAt,
        @Nullable Instant settledAt,
        @Nullable Integer status,
        @Nullable Duration took,
        @Nullable String lastWords) {
    /** A test that somebody asked for in the console. */
    public boolean isTest() {
        return type.equals(Deliveries.TEST);
    }
}
