package io.moderato.event;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event: a change that a store made.
 *
 * @param content the content that it is about; null where it is about the whole community
 * @param subject the id of the thing that changed; the type says what kind of thing it is
 * @param detail  names and outcomes, so that a listener need not look them up; never a user's text
 */
public record Event(
        EventType type,
        CommunityId community,
        @Nullable ContentId content,
        String subject,
        Map<String, String> detail) {
    /** Copies the detail. */
    public Event {
        detail = Map.copyOf(detail);
    }

    /** The key for the order of events: events about one content, or else about one community, keep their order. */
    public String orderKey() {
        return content == null ? community.value() : content.toString();
    }
}
