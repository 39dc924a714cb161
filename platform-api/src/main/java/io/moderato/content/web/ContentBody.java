package io.moderato.content.web;

import io.moderato.content.Author;
import io.moderato.content.ContentType;
import io.moderato.content.store.Metadata;
import io.moderato.content.store.NewContent;
import io.moderato.request.Line;
import io.moderato.request.TooLarge;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A content in the form in which a platform submits it. */
@TextOrImage
@Schema(
        name = "ContentSubmission",
        description =
                "A text, images or both, as somebody posted them. There has to be a text or an image. A field that an edit leaves out keeps its value.",
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record ContentBody(
        @Schema(
                description =
                        "Your own id of the content; it belongs to one author. Another text, other images, another type, language or parent text make the next revision, which is decided anew. Another url, createdAt or author's name is only noted.",
                example = "comment-4711")
        @NotNull(message = "'{field}' is missing.")
        @Line(max = 200)
        String externalId,

        @NotNull(message = "'{field}' is missing.") @Valid AuthorBody author,

        @Schema(
                description = "The kind of content; an edit that leaves the field out keeps it.",
                type = "string",
                defaultValue = "comment",
                example = "comment",
                allowableValues = {"comment", "post", "message", "review", "profile", "name", "other"})
        @Nullable
        ContentType type,

        @Schema(
                description = "The text as posted. It may be missing if there are images.",
                example = "What a lovely photo!")
        @WithinLimit(value = Limit.TEXT, payload = TooLarge.class)
        @Nullable
        String text,

        @ArraySchema(
                arraySchema =
                        @Schema(
                                description =
                                        "The images. An edit that leaves the field out keeps them; an empty list removes them."),
                schema =
                        @Schema(
                                description =
                                        "An http or https address of at most 2,000 characters, or a data: address.",
                                example = "https://example.org/a.jpg"))
        @WithinLimit(Limit.IMAGES)
        @WithinLimit(value = Limit.INLINE_IMAGES, payload = TooLarge.class)
        @ImageAddresses
        @Nullable
        List<String> images,

        @Schema(description = "BCP 47 tag.", example = "en") @Line(max = 35) @LanguageTag @Nullable
        String language,

        @Schema(
                description = "The address where people see the content (http or https).",
                example = "https://example.org/p/1#comment-4711",
                maxLength = Addresses.MAX_LENGTH)
        @WebAddress
        @Nullable
        String url,

        @Schema(description = "When the content was posted (RFC 3339).", example = "2026-11-21T18:30:00Z") @Nullable
        Instant createdAt,

        @Valid @Nullable ContextBody context,

        @Schema(
                implementation = Map.class,
                description =
                        "What you note about it for yourself: at most 8,192 bytes, 50 keys of at most 50 letters, digits, '_' and '-' at the top, and 5 levels. Values at the top can be searched for unless they are longer than 200 characters. One for all revisions; an edit that leaves it out keeps it, an empty object removes it.",
                example = "{\"thread\": \"4711\", \"sold\": false}")
        @WithinMetadataLimits
        @Nullable
        ObjectNode metadata) {
    /** The author of the content. */
    @Schema(name = "Author", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    public record AuthorBody(
            @Schema(description = "Your own id of the account.", example = "user-17")
            @NotNull(message = "'{field}' is missing.")
            @Line(max = 200)
            String id,

            @Schema(description = "The name that others see.", example = "Ada") @Line(max = 200) @Nullable
            String name) {}

    /** The context of the content. */
    @Schema(name = "ContentContext", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    public record ContextBody(
            @Schema(description = "The text that the content answers.", example = "Here is my holiday photo.")
            @WithinLimit(value = Limit.TEXT, payload = TooLarge.class)
            @Nullable
            String parentText) {}

    /** The content in the form for the store. */
    public NewContent submitted() {
        return new NewContent(
                externalId,
                new Author(author.id(), author.name()),
                type,
                text,
                images,
                language,
                url,
                createdAt,
                context == null ? null : context.parentText(),
                metadata == null ? null : Metadata.of(metadata));
    }
}
