package io.moderato.content.web;

import io.moderato.content.Author;
import io.moderato.content.ContentType;
import io.moderato.content.store.Metadata;
import io.moderato.content.store.NewContent;
import io.moderato.contenttype.TypedFields;
import io.moderato.request.Line;
import io.moderato.request.TooLarge;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A content in the form in which a platform submits it. */
@TextOrImage
@FieldsAlone
@Schema(
        name = "ContentSubmission",
        description =
                "A text, images or both, as somebody posted them, or the fields of a type that the community has defined. There has to be a text or an image. A field that an edit leaves out keeps its value.",
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record ContentBody(
        @Schema(
                description =
                        "Your own id of the content; it belongs to one author. Another text, other images, another type, language or parent text make the next revision, which is decided anew. Another url, createdAt or author's name is only noted.",
                example = "comment-4711")
        @NotNull(message = "'{field}' is missing.")
        @Line(max = 200)
        String externalId,

        @Schema(description = "Who posted it. May be left out if a field of the type says so.") @Valid @Nullable
        AuthorBody author,

        @Schema(
                description =
                        "The kind of content: comment, post, message, review, profile, name, other, or the key of a type that the community has defined. An edit that leaves it out keeps it; with fields it has to be there.",
                type = "string",
                defaultValue = "comment",
                example = "comment",
                pattern = "[a-z0-9][a-z0-9-]*",
                maxLength = 40)
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

        @Schema(
                implementation = Map.class,
                description =
                        "The fields of a content whose type the community has defined, in place of text and images: they are checked by the type's schema, and what is examined is made of the marked ones. At most 2,000 values and 16 levels. An edit replaces all of them.",
                example = "{\"title\": \"A bike\", \"price\": 120}")
        @Nullable
        ObjectNode fields,

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

    /** The same content with what follows from its fields in their place. */
    ContentBody withoutFields(AuthorBody postedBy, String madeText, List<String> madeImages) {
        return new ContentBody(
                externalId, postedBy, type, madeText, madeImages, null, language, url, createdAt, context, metadata);
    }

    /**
     * The content in the form for the store.
     *
     * @param made the fields of which its text and images were made; null if it has none
     */
    NewContent submitted(@Nullable TypedFields made) {
        // a content without fields names its author, and of one with fields the author is known by now
        AuthorBody postedBy = Objects.requireNonNull(author);
        return new NewContent(
                externalId,
                new Author(postedBy.id(), postedBy.name()),
                type,
                text,
                images,
                language,
                url,
                createdAt,
                context == null ? null : context.parentText(),
                metadata == null ? null : Metadata.of(metadata),
                made);
    }
}
