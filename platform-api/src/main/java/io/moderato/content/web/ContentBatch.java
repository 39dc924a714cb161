package io.moderato.content.web;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Many contents at once, for the API's description. */
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record ContentBatch(
        @ArraySchema(minItems = 1, maxItems = 1000, schema = @Schema(implementation = ContentBody.class))
        List<ContentBody> items) {}
