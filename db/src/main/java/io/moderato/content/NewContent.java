package io.moderato.content;

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
}
