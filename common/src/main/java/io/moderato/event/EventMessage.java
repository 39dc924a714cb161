package io.moderato.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to listeners. Travels on the topic {@value #TOPIC}, keyed by content, or by community where there is no content. Each
 * event is delivered at least once, and events with the same key in order.
 *
 * @param id stays the same when the event is delivered again, so that listeners recognise repetitions
 * @param type the key of the type
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventMessage(
        String id,
        String type,
        Instant at,
        CommunityId community,
        @Nullable ContentId content,
        String subject,
        Map<String, String> detail) {
    /** The Kafka topic. */
    public static final String TOPIC = "moderation.events";
}
