package io.moderato.appeal.web;

import io.moderato.appeal.store.Appeals;
import io.moderato.request.Line;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The body of a request to lodge an appeal. */
@Schema(name = "AppealRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record AppealBody(
        @Schema(description = "Your own id of the content's author, who appeals.", example = "user-17")
        @NotNull(message = "'{field}' is missing.")
        @Line(max = 200)
        String authorId,

        @Schema(description = "Why the decision is wrong, in the author's words.", example = "It was a quotation.")
        @NotNull(message = "'{field}' is missing.")
        @Size(min = 1, max = Appeals.MAX_LENGTH, message = Appeals.NO_WORDS)
        String text) {}
