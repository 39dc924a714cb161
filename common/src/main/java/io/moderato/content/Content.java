package io.moderato.content;

import io.moderato.community.CommunityId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a content, as it was posted. What crosses Kafka and what the stages see.
 *
 * @param id          the content
 * @param revision    1 for the first text, one more for each edit
 * @param community   where it was posted
 * @param externalId  the platform's own id of the content
 * @param author      who posted it
 * @param type        what kind of thing it is
 * @param text        the text as posted; may be empty where there are images
 * @param images      addresses of its images
 * @param language    BCP 47 tag, if the platform told it
 * @param url         where people see it, if the platform told it
 * @param createdAt   when it was posted on the platform, if told
 * @param parentText  the text it answers, if told
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

    /** When it was posted, as far as we know: when the platform says, else when we got it. */
    public Instant postedAt() {
        return createdAt == null ? submittedAt : createdAt;
    }

    /** The same content with another text: what a stage hands on after it modified the text. */
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
