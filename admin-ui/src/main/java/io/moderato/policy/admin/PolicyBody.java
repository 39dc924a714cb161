package io.moderato.policy.admin;

import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.decision.UnexaminedReason;
import io.moderato.policy.ChainRule;
import io.moderato.policy.PolicyTerms;
import io.moderato.policy.Threshold;
import io.moderato.problem.ProblemException;
import io.moderato.request.JsonPointers;
import io.moderato.request.Line;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The terms of a policy that is to be in force. What it leaves out has its default; nothing is taken from the version before. */
@Schema(name = "PolicyRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record PolicyBody(
        @Schema(description = "By category; a category without one is not decided by score.")
        @NotNull(message = "'{field}' is missing.")
        @Size(max = 100, message = "'{field}' has too many entries.")
        Map<String, Limits> thresholds,

        @Schema(description = "By the reason why something was not examined: APPROVE, REVIEW or REJECT.")
        @Size(max = 100, message = "'{field}' has too many entries.")
        @Nullable
        Map<String, Gap> unexamined,

        @Schema(defaultValue = "STRICTEST_WINS") @Nullable ChainRule chain,

        @Schema(
                description = "What changes and why; it stays with the version.",
                example = "Insults go to review sooner")
        @NotNull(message = "'{field}' is missing.")
        @Line(max = 500)
        String note) {
    /** The limits of one category. */
    @Schema(name = "LimitsRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Limits(
            @Schema(description = "Scores above it are rejected; above 0 and at most 1.", example = "0.9") @Nullable
            Double rejectAbove,

            @Schema(
                    description = "Scores above it go to a human; 0.7 of 'rejectAbove' unless it is given.",
                    example = "0.6")
            @Nullable
            Double reviewAbove) {}

    /** What may follow from something that was not examined; it cannot be masked. */
    enum Gap {
        APPROVE(Outcome.APPROVE),
        REVIEW(Outcome.REVIEW),
        REJECT(Outcome.REJECT);

        private final Outcome outcome;

        Gap(Outcome outcome) {
            this.outcome = outcome;
        }
    }

    /**
     * The terms.
     *
     * @throws ProblemException INVALID_FIELD with the place of the first fault
     */
    PolicyTerms terms() {
        Map<Category, Threshold> limits = new EnumMap<>(Category.class);
        thresholds.forEach((name, each) -> {
            String place = "/thresholds/" + JsonPointers.escaped(name);
            limits.put(named(name, place, Category::ofKey), threshold(each, place));
        });
        Map<UnexaminedReason, Outcome> gaps = new EnumMap<>(UnexaminedReason.class);
        if (unexamined != null) {
            unexamined.forEach((name, gap) -> gaps.put(
                    named(name, "/unexamined/" + JsonPointers.escaped(name), UnexaminedReason::ofKey), gap.outcome));
        }
        return new PolicyTerms(limits, gaps, chain == null ? ChainRule.STRICTEST_WINS : chain);
    }

    private static <T> T named(String name, String place, Function<String, T> byName) {
        try {
            return byName.apply(name);
        } catch (IllegalArgumentException unknown) {
            throw ProblemException.invalidField(place, unknown.getMessage() + ".");
        }
    }

    private static Threshold threshold(Limits limits, String place) {
        if (limits.rejectAbove() == null) {
            throw ProblemException.invalidField(place + "/rejectAbove", "'rejectAbove' is missing.");
        }
        try {
            return new Threshold(limits.rejectAbove(), limits.reviewAbove());
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.invalidField(place, wrong.getMessage() + ".");
        }
    }
}
