package io.moderato.content.store;

import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentType;
import io.moderato.contenttype.TypedFields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A content that a platform service submits, checked but not stored yet. The fields are the same as in {@link Content}. A field that the
 * service left out is null; in an edit, it keeps its old value.
 *
 * @param fields the fields of which text and images were made; null for a content of a type without fields
 */
public record NewContent(
        String externalId,
        Author author,
        @Nullable ContentType type,
        @Nullable String text,
        @Nullable List<String> images,
        @Nullable String language,
        @Nullable String url,
        @Nullable Instant createdAt,
        @Nullable String parentText,
        @Nullable Metadata metadata,
        @Nullable TypedFields fields) {
    /** A submission without metadata and fields. */
    public NewContent(
            String externalId,
            Author author,
            @Nullable ContentType type,
            @Nullable String text,
            @Nullable List<String> images,
            @Nullable String language,
            @Nullable String url,
            @Nullable Instant createdAt,
            @Nullable String parentText) {
        this(externalId, author, type, text, images, language, url, createdAt, parentText, null, null);
    }

    /** Copies the list of images, and takes of the time what the database keeps. */
    public NewContent {
        images = images == null ? null : List.copyOf(images);
        createdAt = createdAt == null ? null : createdAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** This content as the first stored revision, accepted at that time. */
    public Content asRevision(ContentId id, int revision, CommunityId community, Instant submittedAt) {
        return new Content(
                id,
                revision,
                community,
                externalId,
                author,
                type == null ? ContentType.COMMENT : type,
                text == null ? "" : text,
                images == null ? List.of() : images,
                language,
                url,
                createdAt,
                parentText,
                submittedAt);
    }

    /** That revision with the fields of this submission. A field that the submission leaves out keeps its value. */
    Content appliedTo(Content before) {
        return appliedTo(before, before.revision(), before.submittedAt());
    }

    /** The next revision after that one. A field that this submission leaves out keeps its value. */
    Content asEditOf(Content before, Instant submittedAt) {
        return appliedTo(before, before.revision() + 1, submittedAt);
    }

    private Content appliedTo(Content before, int revision, Instant submittedAt) {
        return new Content(
                before.id(),
                revision,
                before.community(),
                externalId,
                new Author(author.id(), author.name() == null ? before.author().name() : author.name()),
                type == null ? before.type() : type,
                text == null ? before.text() : text,
                images == null ? before.images() : images,
                language == null ? before.language() : language,
                url == null ? before.url() : url,
                createdAt == null ? before.createdAt() : createdAt,
                parentText == null ? before.parentText() : parentText,
                submittedAt);
    }

    /** Whether this submission does not say what becomes of the fields that the content has. */
    boolean leavesFieldsOpen(@Nullable TypedFields before) {
        return before != null && fields == null && type == null;
    }

    /** Whether the fields of this submission have the same values as those that the content has. */
    boolean hasFieldsLike(@Nullable TypedFields before) {
        return fields == null ? before == null : before != null && fields.sameValues(before);
    }

    /** Whether both are equal in all fields by which a stage or a moderator may judge. The other fields only say who, where and when. */
    static boolean judgedAlike(Content one, Content other) {
        return one.text().equals(other.text())
                && one.images().equals(other.images())
                && one.type().equals(other.type())
                && Objects.equals(one.language(), other.language())
                && Objects.equals(one.parentText(), other.parentText());
    }
}
