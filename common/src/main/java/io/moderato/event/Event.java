package io.moderato.event;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a store did.
 *
 * @param content the content that it is about; null where it is about the whole community
 * @param subject the id of what changed, as the type says
 * @param detail  what a listener need not look up: names and outcomes, never a text of a user
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

    /** What has to stay in order among itself: events about one content, or about one community. */
    public String orderKey() {
        return content == null ? community.value() : content.toString();
    }
}
