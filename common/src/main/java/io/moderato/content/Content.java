package io.moderato.content;

import io.moderato.community.CommunityId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a content, as it was posted. Kafka carries it, and the stages judge it.
 *
 * @param id          the content
 * @param revision    1 for the first text, one more for each edit
 * @param community   the community in which it was posted
 * @param externalId  the platform's own id of the content
 * @param author      who posted it
 * @param type        the kind of content
 * @param text        the text as posted; may be empty where there are images
 * @param images      addresses of its images
 * @param language    BCP 47 tag, if the platform told it
 * @param url         where people see it, if the platform told it
 * @param createdAt   when it was posted on the platform, if told
 * @param parentText  the text that this content answers, if the platform told it
 * @param submittedAt when we accepted this revision
 */
public record Content(
        ContentId id,
        int revision,
        CommunityId community,
        String externalId,
        Author author,
        ContentType type,
        String text,
        List<String> images,
        @Nullable String language,
        @Nullable String url,
        @Nullable Instant createdAt,
        @Nullable String parentText,
        Instant submittedAt) {
    /** Copies the list of images. */
    public Content {
        images = List.copyOf(images);
    }

    /** The time of posting, as the platform told it; otherwise the time at which we accepted this revision. */
    public Instant postedAt() {
        return createdAt == null ? submittedAt : createdAt;
    }

    /** The same content with another text, for the stages that come after one that modified the text. */
    public Content withText(String newText) {
        return new Content(
                id,
                revision,
                community,
                externalId,
                author,
                type,
                newText,
                images,
                language,
                url,
                createdAt,
                parentText,
                submittedAt);
    }
}
