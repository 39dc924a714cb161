package io.moderato.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A content as somebody posted it: a text, images or both; or the fields of a type that your community has defined. {@link #builder()} makes
 * one.
 *
 * @param externalId your own id of the content; needed where it is kept. The same id with another text is an edit
 * @param author     who posted it; needed where it is kept, unless a field says so
 * @param type       what kind of thing it is, such as {@code comment}; the platform takes {@code comment} if this is null
 * @param text       the text as posted
 * @param images     http, https or data addresses; null leaves those of an earlier revision as they are
 * @param fields     the fields of a type that your community has defined, in place of text and images
 * @param language   BCP 47 tag, if you know it
 * @param url        where people see it
 * @param createdAt  when it was posted
 * @param context    what it answers
 * @param metadata   what else you want to keep with it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewContent(
        @Nullable String externalId,
        @Nullable Author author,
        @Nullable String type,
        @Nullable String text,
        @Nullable List<String> images,
        @Nullable Map<String, Object> fields,
        @Nullable String language,
        @Nullable String url,
        @Nullable Instant createdAt,
        @Nullable Context context,
        @Nullable Map<String, Object> metadata) {
    /** A content that has nothing yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** A text that is not kept: only to be asked about. */
    public static NewContent ofText(String text) {
        return builder().text(text).build();
    }

    /**
     * Who posted a content.
     *
     * @param id   your own id of the account
     * @param name the name that others see
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Author(String id, @Nullable String name) {}

    /**
     * What a content answers.
     *
     * @param parentText the text that it answers
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Context(@Nullable String parentText) {}

    /** Makes a content. */
    public static final class Builder {
        private @Nullable String externalId;
        private @Nullable Author author;
        private @Nullable String type;
        private @Nullable String text;
        private @Nullable List<String> images;
        private @Nullable Map<String, Object> fields;
        private @Nullable String language;
        private @Nullable String url;
        private @Nullable Instant createdAt;
        private @Nullable Context context;
        private @Nullable Map<String, Object> metadata;

        private Builder() {}

        /** Your own id of the content. */
        public Builder externalId(String id) {
            this.externalId = id;
            return this;
        }

        /** Your own id of the author's account. */
        public Builder author(String id) {
            this.author = new Author(id, null);
            return this;
        }

        /** Your own id of the author's account, and the name that others see. */
        public Builder author(String id, String name) {
            this.author = new Author(id, name);
            return this;
        }

        /** What kind of thing it is. */
        public Builder type(String kind) {
            this.type = kind;
            return this;
        }

        /** The text as posted. */
        public Builder text(String posted) {
            this.text = posted;
            return this;
        }

        /** The addresses of its images. */
        public Builder images(List<String> addresses) {
            this.images = List.copyOf(addresses);
            return this;
        }

        /** The fields of a type that your community has defined; text and images are made of them. */
        public Builder fields(Map<String, Object> values) {
            this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            return this;
        }

        /** Its language as a BCP 47 tag. */
        public Builder language(String tag) {
            this.language = tag;
            return this;
        }

        /** Where people see it. */
        public Builder url(String address) {
            this.url = address;
            return this;
        }

        /** When it was posted. */
        public Builder createdAt(Instant time) {
            this.createdAt = time;
            return this;
        }

        /** The text that it answers. */
        public Builder parentText(String answered) {
            this.context = new Context(answered);
            return this;
        }

        /** What else you want to keep with it. */
        public Builder metadata(Map<String, Object> values) {
            this.metadata = Map.copyOf(values);
            return this;
        }

        /** The content. */
        public NewContent build() {
            return new NewContent(
                    externalId, author, type, text, images, fields, language, url, createdAt, context, metadata);
        }
    }
}
