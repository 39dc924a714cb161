package io.moderato.decision.web;

import io.moderato.decision.DecisionId;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.store.Decisions;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The effect of a moderator's earlier decision on a text that its author posted again or changed. */
@Schema(
        name = "Restriction",
        description = "The effect of a moderator's earlier decision on a text that its author posted again or changed.")
record RestrictionView(
        @Schema(
                description =
                        "true: the text is the same or nearly the same as a text that a moderator restricted, and stays restricted until an appeal is won. false: it is another text, and a person looks at it.",
                example = "true")
        boolean kept,

        @Schema(type = "string", format = "uuid", description = "The moderator's decision.")
        DecisionId decision,

        @Schema(
                description = "The same in words.",
                example =
                        "A moderator removed a text on 21 November 2026, and this is nearly the same text. The restriction stands until an appeal is won.")
        String words) {
    static @Nullable RestrictionView of(ModerationResult result) {
        return Decisions.earlierBehind(result)
                .map(earlier -> new RestrictionView(
                        result.outcome().restricts(),
                        earlier,
                        result.reasons().getFirst().text()))
                .orElse(null);
    }
}
