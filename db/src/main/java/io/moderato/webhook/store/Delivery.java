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
 * @param taken        the call that the receiver took, if it took one
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
        @Nullable Taken taken,
        @Nullable String lastWords) {
    /** A test that somebody asked for in the console. */
    public boolean isTest() {
        return type.equals(Deliveries.TEST);
    }

    /**
     * The call that the receiver took.
     *
     * @param at     when it ended
     * @param status the answer's status
     * @param took   how long the call lasted
     */
    public record Taken(Instant at, int status, Duration took) {}
}
