package io.moderato.feedback.web;

import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.feedback.store.FeedbackLog;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of a request with a correction. */
@Schema(name = "FeedbackRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record FeedbackBody(
        @Schema(description = "The right outcome.", example = "APPROVE") @NotNull(message = "'{field}' is missing.")
        RightOutcome outcome,

        @ArraySchema(schema = @Schema(description = "A category of the text.", example = "insult"))
        @Size(max = MAX_CATEGORIES, message = "'{field}' has too many entries; at most 10 fit.")
        @Nullable
        List<Category> categories,

        @Schema(example = "Sarcasm among friends.")
        @Size(max = FeedbackLog.MAX_LENGTH, message = FeedbackLog.TOO_LONG)
        @Nullable
        String note) {
    private static final int MAX_CATEGORIES = 10;

    /** The outcomes that can be right. REVIEW is not one of them. */
    enum RightOutcome {
        APPROVE(Outcome.APPROVE),
        REJECT(Outcome.REJECT),
        MODIFY(Outcome.MODIFY);

        private final Outcome outcome;

        RightOutcome(Outcome outcome) {
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }

    /** The categories, each once. */
    Set<Category> distinctCategories() {
        return categories == null ? Set.of() : Set.copyOf(categories);
    }
}
