package io.moderato.moderation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.decision.web.DecisionView;
import io.moderato.problem.web.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was decided about many contents. */
@Schema(description = "What was decided about many contents.")
record ModerateAnswers(
        @Schema(description = "One for each item, in order.")
        List<Outcome> outcomes) {
    /** What was decided about one item, or why nothing was. */
    @Schema(name = "ModerateOutcome", description = "Either decision or error.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Outcome(
            @Schema(description = "The item's place, from 0.", example = "0")
            int index,

            @Schema(description = "The item's own, if it has one.", example = "comment-4711") @Nullable
            String externalId,

            @Nullable DecisionView decision,
            @Nullable Problem error) {}
}
