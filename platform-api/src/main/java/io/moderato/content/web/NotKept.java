package io.moderato.content.web;

import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Contents that are judged and not stored: an id and an author that stand for nobody take the places of those that nobody told. */
public final class NotKept {
    /** The platform's id of a content that has none. */
    public static final String EXTERNAL_ID = "not-kept";

    /** The id of an author who is not told. */
    public static final String AUTHOR_ID = "not-told";

    private static final Author AUTHOR = new Author(AUTHOR_ID, null);

    private NotKept() {}

    /** A content of which only this is known. */
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
