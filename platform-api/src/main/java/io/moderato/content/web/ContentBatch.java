package io.moderato.content.web;

import io.moderato.request.TooLarge;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Many contents at once. Each is read by itself, so that a bad one does not fail the others. */
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record ContentBatch(
        @ArraySchema(schema = @Schema(implementation = ContentBody.class))
        @NotEmpty(message = "The batch is empty. Send at least one item.")
        @WithinLimit(value = Limit.BATCH, payload = TooLarge.class)
        List<JsonNode> items) {}
