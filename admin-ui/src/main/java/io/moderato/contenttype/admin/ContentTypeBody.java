package io.moderato.contenttype.admin;

import io.moderato.content.ContentType;
import io.moderato.contenttype.SchemaFault;
import io.moderato.contenttype.TypeSchema;
import io.moderato.problem.ProblemException;
import io.moderato.request.Line;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A type that is to be defined; it takes contents at once. */
@Schema(name = "NewContentType", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record ContentTypeBody(
        @Schema(
                type = "string",
                description = "Platforms name the type by it. It never changes.",
                example = "listing",
                pattern = "[a-z0-9][a-z0-9-]*",
                maxLength = 40)
        @NotNull(message = "'{field}' is missing.")
        ContentType key,

        @Schema(example = "Listing") @NotNull(message = "'{field}' is missing.") @Line(max = 100)
        String name,

        @Schema(implementation = Map.class, description = ContentTypeBody.SCHEMA, example = ContentTypeBody.EXAMPLE)
        @NotNull(message = "'{field}' is missing.")
        ObjectNode schema) {
    static final String SCHEMA =
            "A JSON Schema (draft 2020-12) of the fields, at most 32,768 bytes. \"x-moderato\" marks what a text in 'properties' or 'items' means: text and image are examined, address is shown, author says who posted it.";
    static final String EXAMPLE =
            "{\"type\": \"object\", \"properties\": {\"title\": {\"type\": \"string\", \"x-moderato\": \"text\"}, \"price\": {\"type\": \"number\"}}}";

    /** What is changed of a type. Its key stays. */
    @Schema(name = "ContentTypeChange", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Change(
            @Schema(example = "Listing") @NotNull(message = "'{field}' is missing.") @Line(max = 100)
            String name,

            @Schema(implementation = Map.class, description = ContentTypeBody.SCHEMA, example = ContentTypeBody.EXAMPLE)
            @NotNull(message = "'{field}' is missing.")
            ObjectNode schema,

            @Schema(description = "Whether it takes nothing new; its contents stay.", defaultValue = "false") @Nullable
            Boolean retired) {
        boolean isRetired() {
            return retired != null && retired;
        }
    }

    /**
     * The schema.
     *
     * @throws ProblemException INVALID_FIELD with the place of the first fault
     */
    static TypeSchema checked(ObjectNode schema) {
        try {
            return TypeSchema.of(schema);
        } catch (SchemaFault fault) {
            throw fault.at("/schema");
        }
    }
}
