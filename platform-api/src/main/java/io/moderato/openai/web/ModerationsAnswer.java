package io.moderato.openai.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.moderato.openai.store.OpenAiCategory;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer: the vendor's fields, and two fields of ours, which the vendor's clients ignore. */
@Schema(name = "CreateModerationResponse")
@JsonInclude(JsonInclude.Include.ALWAYS)
record ModerationsAnswer(
        @Schema(example = "modr-5a1b9a2c7d3e4f60a1b2c3d4e5f60718")
        String id,

        @Schema(
                description = "The models that scored, as NAME@VERSION; \"rules\" if only rules decided.",
                example = "moderato-small@4f1c")
        String model,

        @Schema(
                description =
                        "The versions of the models that scored; null if no model did. The vendor does not have this field.",
                types = {"string", "null"})
        @JsonProperty("model_version")
        @Nullable
        String modelVersion,

        @Schema(description = "The version of the policy that decided. The vendor does not have this field.")
        @JsonProperty("policy_version")
        int policyVersion,

        List<Result> results) {
    /** One result. */
    @Schema(name = "ModerationResult")
    record Result(
            @Schema(description = "Whether your policy does anything else than approve the input.")
            boolean flagged,

            @Schema(
                    description =
                            "For each category, whether the score passes the threshold for review, or a rule found the category.")
            Map<OpenAiCategory, Boolean> categories,

            @Schema(
                    description =
                            "For each category, a probability; 1 if a rule found the category, 0 if it is unknown.")
            @JsonProperty("category_scores")
            Map<OpenAiCategory, Double> scores,

            @Schema(
                    description =
                            "For each category, the inputs that were looked at; empty if the category is unknown.")
            @JsonProperty("category_applied_input_types")
            Map<OpenAiCategory, List<String>> appliedInputTypes) {}
}
