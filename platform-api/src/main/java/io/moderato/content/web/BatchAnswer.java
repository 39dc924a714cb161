package io.moderato.content.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentStatus;
import io.moderato.content.store.Submission;
import io.moderato.problem.web.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a batch.
 *
 * @param accepted the number of items that were stored
 * @param refused  the number of items that were refused
 * @param outcomes the outcomes, one for each item, in the batch's order
 */
@Schema(description = "The outcome of a batch.")
public record BatchAnswer(
        @Schema(example = "2") int accepted,
        @Schema(example = "1") int refused,

        @Schema(description = "One outcome for each item, in order.")
        List<Outcome> outcomes) {
    /** The outcome of one item: an id, a revision and a status, or an error. */
    @Schema(name = "BatchOutcome", description = "Either id, revision and status, or error.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Outcome(
            @Schema(description = "The item's place in the batch, from 0.", example = "0")
            int index,

            @Schema(example = "comment-4711") @Nullable String externalId,

            @Schema(type = "string", format = "uuid") @Nullable
            ContentId id,

            @Schema(example = "1") @Nullable Integer revision,
            @Schema(example = "QUEUED") @Nullable ContentStatus status,
            @Nullable Problem error) {
        static Outcome accepted(int index, Submission submission) {
            Content content = submission.content();
            return new Outcome(
                    index, content.externalId(), content.id(), content.revision(), submission.status(), null);
        }

        static Outcome refused(int index, @Nullable String externalId, Problem error) {
            return new Outcome(index, externalId, null, null, null, error);
        }
    }
}
