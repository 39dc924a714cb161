package io.moderato.webhook.store;

import io.moderato.content.ContentId;
import io.moderato.contenttype.TypedFields;
import io.moderato.decision.Decision;
import io.moderato.trace.TraceParent;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A delivery whose turn it is, with the facts as they are now.
 *
 * @param id            the delivery
 * @param eventId       the event, the same for each receiver and each attempt
 * @param type          the event's type by its key
 * @param eventAt       when it happened
 * @param content       the content that it is about, if it is about one
 * @param subject       the id of the thing that changed
 * @param detail        outcomes
 * @param attempts      how many failed before
 * @param firstFailedAt when the first of them failed
 * @param decision      the decision that the event is about or that it names
 */
public record DueDelivery(
        long id,
        String eventId,
        String type,
        Instant eventAt,
        @Nullable AboutContent content,
        String subject,
        Map<String, String> detail,
        int attempts,
        @Nullable Instant firstFailedAt,
        @Nullable Decision decision) {
    /** A test that somebody asked for in the console. */
    public boolean isTest() {
        return type.equals(Deliveries.TEST);
    }

    /**
     * The content that a delivery is about.
     *
     * @param externalId the client's own id
     * @param revision   which revision the event is about; where the event does not say, the newest
     * @param text       of that revision; null where the receiver gets no texts
     * @param fields     of which the text was made, if its type has some; null where the receiver gets no texts
     * @param trace      the request that brought that revision, if that one was traced
     */
    public record AboutContent(
            ContentId id,
            String externalId,
            int revision,
            @Nullable String text,
            @Nullable TypedFields fields,
            @Nullable TraceParent trace) {}
}
