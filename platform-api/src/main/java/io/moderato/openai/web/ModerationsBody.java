package io.moderato.openai.web;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The request. Its fields may have several forms; {@link Input} and {@link ServedModels} read them and tell faults in the vendor's words.
 */
@Schema(name = "CreateModerationRequest")
record ModerationsBody(
        @Schema(
                description =
                        "A text; or an array of texts, with one result each; or an array of parts, {\"type\":\"text\",\"text\":…} and {\"type\":\"image_url\",\"image_url\":{\"url\":…}}, with one result for all.",
                types = {"string", "array"},
                example = "What a lovely day.",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable
        JsonNode input,

        @Schema(
                description =
                        "One of the vendor's names, which mean the model that runs here; the name of a model that runs here; or NAME@VERSION, which is refused if that version does not run.",
                types = "string",
                example = "omni-moderation-latest")
        @Nullable
        JsonNode model) {}
