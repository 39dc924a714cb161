package io.moderato.suggestion.store;

import io.moderato.community.CommunityId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A suggestion that waits for a moderator.
 *
 * @param key             what people call the key that it came with
 * @param keyAccepted     how many suggestions of that key moderators accepted, at least in part
 * @param keyDecided      how many of them moderators decided about
 * @param givenAt         when it came, or came again with other scores; tells which scores a moderator saw
 */
public record Suggestion(
        UUID id,
        CommunityId community,
        String key,
        long keyAccepted,
        long keyDecided,
        String text,
        @Nullable String parentText,
        List<SuggestedScore> scores,
        @Nullable String language,
        @Nullable String modelVersion,
        @Nullable String clientCommunity,
        @Nullable String clientToken,
        Instant givenAt) {
    /** Copies the list. */
    public Suggestion {
        scores = List.copyOf(scores);
    }
}
