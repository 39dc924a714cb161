package io.moderato.content.web;

import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Contents that are judged but not stored. They get a placeholder for the id and for the author. */
public final class NotKept {
    /** The placeholder for a missing external id. */
    public static final String EXTERNAL_ID = "not-kept";

    /** The placeholder for a missing author. */
    public static final String AUTHOR_ID = "not-told";

    private static final Author AUTHOR = new Author(AUTHOR_ID, null);

    private NotKept() {}

    /** A content with only these fields. */
    public static Content content(
            CommunityId community,
            ContentType type,
            String text,
            List<String> images,
            @Nullable String language,
            @Nullable String parentText,
            Instant now) {
        return new Content(
                ContentId.next(),
                1,
                community,
                EXTERNAL_ID,
                AUTHOR,
                type,
                text,
                images,
                language,
                null,
                null,
                parentText,
                now);
    }
}
