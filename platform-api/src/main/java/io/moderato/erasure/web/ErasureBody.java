package io.moderato.erasure.web;

import io.moderato.request.Line;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;

/** Whose contents are to be erased. */
@Schema(name = "ErasureRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record ErasureBody(
        @Schema(
                description =
                        "Your own id of the account. It stands in the body and not in the address, because addresses are logged.",
                example = "user-17")
        @NotNull(message = "'{field}' is missing.")
        @Line(max = 200)
        String authorId) {}
