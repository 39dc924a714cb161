package io.moderato.content.web;

import io.moderato.request.TooLarge;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The body of a request with many contents. Each content is read separately, so that a bad one does not fail the others. */
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record ContentBatch(
        @ArraySchema(schema = @Schema(implementation = ContentBody.class))
        @NotEmpty(message = "The batch is empty. Send at least one item.")
        @WithinLimit(value = Limit.BATCH, payload = TooLarge.class)
        List<JsonNode> items) {}
