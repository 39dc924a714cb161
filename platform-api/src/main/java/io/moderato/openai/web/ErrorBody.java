package io.moderato.openai.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An error in the vendor's form. */
@Schema(name = "ErrorResponse")
record ErrorBody(Fault error) {
    /** The error. All four fields are always present. */
    @Schema(name = "Error")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Fault(
            @Schema(description = "What happened and what to do, for people.")
            String message,

            @Schema(example = "invalid_request_error") String type,

            @Schema(
                    description = "The parameter at fault, or null.",
                    example = "input",
                    types = {"string", "null"},
                    requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable
            String param,

            @Schema(
                    description = "What happened, for programs, or null.",
                    example = "model_not_found",
                    types = {"string", "null"},
                    requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable
            String code) {}
}
