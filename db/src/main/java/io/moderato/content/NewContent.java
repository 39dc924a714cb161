package io.moderato.content;

import io.moderato.community.CommunityId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A content as a platform service submits it, checked but not stored yet. The fields are those of {@link Content}. */
public record NewContent(
        String externalId,
        Author author,
        ContentType type,
        String text,
        List<String> images,
        @Nullable String language,
        @Nullable String url,
        @Nullable Instant createdAt,
        @Nullable String parentText) {
    /** Copies the list of images. */
    public NewContent {
        images = List.copyOf(images);
    }

    /** This content as a revision that was accepted at that time. */
    public Content asRevision(ContentId id, int revision, CommunityId community, Instant submittedAt) {
        return new Content(
                id,
                revision,
                community,
                externalId,
                author,
                type,
                text,
                images,
                language,
                url,
                createdAt,
                parentText,
                submittedAt);
    }
}
