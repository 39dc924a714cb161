package io.moderato.content;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The kind of a content. */
public enum ContentType {
    /** A reply below something else. */
    COMMENT,
    /** A posting that stands on its own. */
    POST,
    /** A message in a chat or between people. */
    MESSAGE,
    /** A review of a product, a place or a work. */
    REVIEW,
    /** The text of somebody's profile. */
    PROFILE,
    /** A name that somebody gave themselves or something. */
    NAME,
    /** Anything else. */
    OTHER;

    /** The name used in JSON. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The type with that key.
     *
     * @throws IllegalArgumentException if no type has that key; the message names the known keys
     */
    @JsonCreator
    public static ContentType ofKey(String key) {
        for (ContentType type : values()) {
            if (type.key().equals(key)) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                "Unknown type '%s'; known are comment, post, message, review, profile, name and other".formatted(key));
    }
}
