package io.moderato.appeal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.appeal.store.Appeal;
import io.moderato.appeal.store.AppealState;
import io.moderato.content.ContentId;
import io.moderato.decision.DecisionId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An appeal in the form for platform services. */
@Schema(name = "Appeal", description = "An author's complaint about a decision.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AppealView(
        UUID id,
        @Schema(type = "string", format = "uuid") ContentId contentId,
        @Schema(example = "1") int revision,

        @Schema(type = "string", format = "uuid", description = "The decision that the author complains about.")
        DecisionId decisionId,

        @Schema(example = "user-17") String authorId,
        @Schema(example = "It was a quotation.") String text,

        @Schema(description = "RECEIVED until a moderator answers; then UPHELD or OVERTURNED.", example = "RECEIVED")
        AppealState state,

        Instant receivedAt,
        @Nullable Instant decidedAt,

        @Schema(description = "The answer to the author.") @Nullable
        String answer) {
    /** The view of an appeal. */
    public static AppealView of(Appeal appeal) {
        return new AppealView(
                appeal.id(),
                appeal.content(),
                appeal.revision(),
                appeal.decision(),
                appeal.authorId(),
                appeal.text(),
                appeal.state(),
                appeal.receivedAt(),
                appeal.decidedAt(),
                appeal.answer());
    }
}
