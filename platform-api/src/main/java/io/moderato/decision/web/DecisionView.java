package io.moderato.decision.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.content.ContentId;
import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.decision.Match;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Provenance;
import io.moderato.decision.Reason;
import io.moderato.decision.Unexamined;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A decision in the form for platform services: without the moderator's name and without notes for colleagues. */
@Schema(name = "Decision", description = "What was decided about one revision of a content, and why.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DecisionView(
        @Schema(type = "string", format = "uuid", description = "Missing if nothing was stored.") @Nullable
        DecisionId id,

        @Schema(type = "string", format = "uuid", description = "Missing if nothing was stored.") @Nullable
        ContentId contentId,

        @Schema(description = "Your own id of the content. Missing where nothing was stored.", example = "comment-4711")
        @Nullable
        String externalId,

        @Schema(example = "1") @Nullable Integer revision,

        @Schema(
                description =
                        "APPROVE: show it. REJECT: remove it. REVIEW: a human will decide. MODIFY: show modifiedText.",
                example = "REJECT")
        Outcome outcome,

        @Schema(description = "How sure the decision is, from 0 to 1.", example = "0.97")
        double confidence,

        @Schema(description = "The reasons, the most important first.")
        List<Reason> reasons,

        @Schema(
                description = "Calibrated probabilities by category. A missing score is unknown, not 0.",
                example = "{\"toxicity\": 0.97, \"insult\": 0.91}")
        Map<Category, Double> scores,

        @Schema(
                description = "How bad it is by each category, from 0 to 7. 'unknown' where there is no score.",
                example = "{\"toxicity\": 5, \"spam\": \"unknown\"}")
        Map<Category, Severity> severity,

        @Schema(description = "The text to show; present only if the outcome is MODIFY.") @Nullable
        String modifiedText,

        @Schema(description = "The places that were found in the text, in UTF-16 offsets.")
        List<Match> matches,

        @Schema(
                description =
                        "The parts that nobody looked at, and why; empty if all was examined. The policy says what follows from it.")
        List<UnexaminedView> unexamined,

        @Schema(
                description =
                        "The language of the text (BCP 47). Missing if the text is too short or too mixed to tell.",
                example = "en")
        @Nullable
        String detectedLanguage,

        @Schema(description = "The stage, rule, models and versions that made the decision.")
        Provenance provenance,

        @Schema(description = "Whether the pipeline decided; otherwise a human did.")
        boolean automatic,

        @Schema(type = "string", format = "uuid", description = "The earlier decision that this one replaces.")
        @Nullable
        DecisionId supersedes,

        @Schema(description = "Present only if an earlier decision by a moderator made this one stricter.") @Nullable
        RestrictionView restriction,

        @Nullable Instant decidedAt) {
    /** A stored decision about the content that the platform knows by that id. */
    static DecisionView of(Decision decision, String externalId, Map<Category, Severity> severity) {
        ModerationResult result = decision.result();
        return new DecisionView(
                decision.id(),
                decision.content(),
                externalId,
                decision.revision(),
                result.outcome(),
                result.confidence(),
                result.reasons(),
                result.scores().byCategory(),
                severity,
                result.modifiedText(),
                result.matches(),
                result.unexamined().stream().map(UnexaminedView::of).toList(),
                result.detectedLanguage(),
                result.provenance(),
                decision.automatic(),
                decision.supersedes(),
                RestrictionView.of(result),
                decision.decidedAt());
    }

    /** A result that is not kept. */
    static DecisionView ofUnkept(ModerationResult result, Map<Category, Severity> severity) {
        return new DecisionView(
                null,
                null,
                null,
                null,
                result.outcome(),
                result.confidence(),
                result.reasons(),
                result.scores().byCategory(),
                severity,
                result.modifiedText(),
                result.matches(),
                result.unexamined().stream().map(UnexaminedView::of).toList(),
                result.detectedLanguage(),
                result.provenance(),
                true,
                null,
                RestrictionView.of(result),
                null);
    }

    /** A part that nobody looked at. */
    @Schema(name = "Unexamined", description = "A part that nobody looked at.")
    public record UnexaminedView(
            @Schema(description = "text, images/N (from 0) or context.", example = "images/0")
            String part,

            @Schema(
                    description = "The reason.",
                    example = "no-image-model",
                    allowableValues = {
                        "no-image-model",
                        "language-not-read",
                        "too-long",
                        "pattern-unfinished",
                        "stage-failed",
                        "context-not-used"
                    })
            String reason) {
        static UnexaminedView of(Unexamined unexamined) {
            return new UnexaminedView(
                    unexamined.part().key(), unexamined.reason().key());
        }
    }
}
