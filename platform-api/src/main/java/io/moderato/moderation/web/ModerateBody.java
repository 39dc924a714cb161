package io.moderato.moderation.web;

import io.moderato.content.ContentType;
import io.moderato.content.web.ContentBody;
import io.moderato.content.web.NotKept;
import io.moderato.request.TooLarge;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A content to decide about at once, and whether to keep it. The fields are the same as in a submission, which checks them. A content that
 * is not kept needs neither an id nor an author. {@link ModerateDescription} takes the descriptions of the fields from the submission.
 */
@Schema(
        name = "ModerateRequest",
        description = "A content to decide about at once.",
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record ModerateBody(
        @Nullable String externalId,
        ContentBody.@Nullable AuthorBody author,
        @Nullable ContentType type,
        @Nullable String text,
        @Nullable List<String> images,

        @Schema(implementation = Map.class) @Nullable ObjectNode fields,

        @Nullable String language,
        @Nullable String url,
        @Nullable Instant createdAt,
        ContentBody.@Nullable ContextBody context,

        @Schema(implementation = Map.class) @Nullable ObjectNode metadata,

        @Schema(
                description =
                        "Whether to keep the content and the decision. If true, externalId and author are required.",
                defaultValue = "true")
        @Nullable
        Boolean store,

        @ArraySchema(
                arraySchema =
                        @Schema(
                                description =
                                        "Many contents at once instead of one: each like this object, without items. Nothing else stands beside them."),
                schema = @Schema(ref = "#/components/schemas/ModerateRequest"))
        @Size(min = 1, message = "'{field}' is empty. Send at least one content.")
        @Size(
                max = MOST,
                message = "'{field}' has too many entries; at most 100 fit. Send the others in the next call.",
                payload = TooLarge.class)
        @Nullable
        List<JsonNode> items) {
    private static final int MOST = 100;

    /** Whether something stands beside the items. */
    boolean hasContentOfItsOwn() {
        return externalId != null
                || author != null
                || type != null
                || text != null
                || images != null
                || fields != null
                || language != null
                || url != null
                || createdAt != null
                || context != null
                || metadata != null
                || store != null;
    }

    /** Whether the content is kept. */
    boolean isKept() {
        return store == null || store;
    }

    /**
     * The content. If it is not kept and has no id or author, placeholders take their place; a field may say the author of one with fields.
     */
    @SuppressWarnings("NullAway") // the submission's own constraints refuse missing fields
    ContentBody content() {
        return new ContentBody(
                externalId == null && !isKept() ? NotKept.EXTERNAL_ID : externalId,
                author == null && fields == null && !isKept()
                        ? new ContentBody.AuthorBody(NotKept.AUTHOR_ID, null)
                        : author,
                type,
                text,
                images,
                fields,
                language,
                url,
                createdAt,
                context,
                metadata);
    }
}
