package io.moderato.openai.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.moderato.openai.store.OpenAiCategory;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is answered: the vendor's fields, and two of ours that its clients pass over. */
@Schema(name = "CreateModerationResponse")
@JsonInclude(JsonInclude.Include.ALWAYS)
record ModerationsAnswer(
        @Schema(example = "modr-5a1b9a2c7d3e4f60a1b2c3d4e5f60718")
        String id,

        @Schema(
                description = "The models that scored, as NAME@VERSION; \"rules\" where rules alone decided.",
                example = "moderato-small@4f1c")
        String model,

        @Schema(description = "The versions of the models that scored. Ours, not the vendor's.")
        @JsonProperty("model_version")
        @Nullable
        String modelVersion,

        @Schema(description = "The version of the policy that decided. Ours, not the vendor's.")
        @JsonProperty("policy_version")
        int policyVersion,

        List<Result> results) {
    /** One result. */
    @Schema(name = "ModerationResult")
    record Result(
            @Schema(description = "Whether your policy does anything but approve it.")
            boolean flagged,

            @Schema(
                    description =
                            "By category, whether it passes the threshold where review begins, or a rule found it.")
            Map<OpenAiCategory, Boolean> categories,

            @Schema(description = "By category, a probability; 1 where a rule found it, 0 where nobody knows.")
            @JsonProperty("category_scores")
            Map<OpenAiCategory, Double> scores,

            @Schema(description = "By category, what was looked at for it; empty where nobody knows.")
            @JsonProperty("category_applied_input_types")
            Map<OpenAiCategory, List<String>> appliedInputTypes) {}
}
