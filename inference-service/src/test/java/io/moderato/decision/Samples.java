package io.moderato.decision;

import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentType;
import java.time.Instant;
import java.util.List;

/** Contents to judge. */
public final class Samples {
    public static final CommunityId COMMUNITY = new CommunityId("test");

    private Samples() {}

    public static Content content(String text) {
        ContentId id = ContentId.next();
        return new Content(
                id,
                1,
                COMMUNITY,
                "ext-" + id,
                new Author("author", null),
                ContentType.COMMENT,
                text,
                List.of(),
                null,
                null,
                null,
                null,
                Instant.parse("2026-01-01T00:00:00Z"));
    }
}
