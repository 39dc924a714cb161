package io.moderato.content.web;

import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentStatus;
import io.moderato.content.store.Submission;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The outcome of a submission.
 *
 * @param id       our id of the content, the same for all its revisions
 * @param revision the number of the revision
 * @param status   the status of that revision
 */
@Schema(description = "The outcome of a submission.")
public record Accepted(
        @Schema(
                type = "string",
                format = "uuid",
                description = "Our id of the content, the same for all its revisions.")
        ContentId id,

        @Schema(description = "1 for the first text, one more for each edit.", example = "1")
        int revision,

        @Schema(description = "QUEUED until there is a decision.", example = "QUEUED")
        ContentStatus status) {
    static Accepted of(Submission submission) {
        Content content = submission.content();
        return new Accepted(content.id(), content.revision(), submission.status());
    }
}
