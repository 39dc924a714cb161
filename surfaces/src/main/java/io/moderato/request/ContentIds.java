package io.moderato.request;

import io.moderato.content.ContentId;
import io.moderato.problem.ProblemException;
import java.util.Optional;
import java.util.UUID;

/** Reads ids in addresses. */
public final class ContentIds {
    private static final int LENGTH = 36;

    private ContentIds() {}

    /**
     * The content's id.
     *
     * @throws ProblemException NOT_FOUND if the text cannot be an id
     */
    public static ContentId parse(String text) {
        return new ContentId(uuid(text).orElseThrow(() -> ProblemException.notFound("content")));
    }

    /** The UUID; empty if the text is not a UUID in its usual form. */
    public static Optional<UUID> uuid(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }
}
