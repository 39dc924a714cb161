package io.moderato.contenttype.admin;

import io.moderato.admin.ETag;
import io.moderato.content.ContentType;
import io.moderato.contenttype.TypeSchema;
import io.moderato.contenttype.store.OwnType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A type of contents that a community has defined. */
@Schema(name = "ContentType")
record ContentTypeView(
        @Schema(example = "main") String community,
        @Schema(type = "string", example = "listing") ContentType key,
        @Schema(example = "Listing") String name,

        @Schema(description = "The version of the schema; each other schema is the next one.", example = "1")
        int version,

        @Schema(implementation = Map.class, example = ContentTypeBody.EXAMPLE)
        JsonNode schema,

        @Schema(description = "Whether it takes nothing new.")
        boolean retired,

        @Schema(description = "Send it as If-Match to change the type.", example = "\"0\"")
        String etag) {
    static ContentTypeView of(OwnType type) {
        return new ContentTypeView(
                type.community().value(),
                type.type(),
                type.name(),
                type.version(),
                TypeSchema.tree(type.schema()),
                type.retired(),
                ETag.of(type.editVersion()));
    }

    @Schema(name = "ContentTypes")
    record Listed(List<ContentTypeView> contentTypes) {}

    /** One version of the schema of a type. */
    @Schema(name = "ContentTypeVersion")
    record Version(
            @Schema(example = "1") int version,

            @Schema(implementation = Map.class, example = ContentTypeBody.EXAMPLE)
            JsonNode schema) {}
}
