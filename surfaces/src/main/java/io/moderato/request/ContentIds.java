package io.moderato.request;

import io.moderato.content.ContentId;
import io.moderato.problem.ProblemException;
import java.util.Optional;
import java.util.UUID;

/** Ids as they stand in addresses. */
public final class ContentIds {
    private static final int LENGTH = 36;

    private ContentIds() {}

    /**
     * The content's id.
     *
     * @throws ProblemException NOT_FOUND if it cannot be one
     */
    public static ContentId parse(String text) {
        return new ContentId(uuid(text).orElseThrow(() -> ProblemException.notFound("content")));
    }

    /** The UUID, if the text is one in its usual form. */
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
