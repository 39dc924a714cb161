package io.moderato.content;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The kind of a content: one of the seven that need no definition, or one that a community has defined.
 *
 * @param key the name in JSON: 1 to 40 lower case letters, digits and hyphens, the first of them no hyphen
 */
public record ContentType(@JsonValue String key) {
    // before the constants, whose keys are checked by them
    private static final int MAX_LENGTH = 40;
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]*");

    /** A reply below something else. */
    public static final ContentType COMMENT = new ContentType("comment");
    /** A posting that stands on its own. */
    public static final ContentType POST = new ContentType("post");
    /** A message in a chat or between people. */
    public static final ContentType MESSAGE = new ContentType("message");
    /** A review of a product, a place or a work. */
    public static final ContentType REVIEW = new ContentType("review");
    /** The text of somebody's profile. */
    public static final ContentType PROFILE = new ContentType("profile");
    /** A name that somebody gave themselves or something. */
    public static final ContentType NAME = new ContentType("name");
    /** Anything else. */
    public static final ContentType OTHER = new ContentType("other");

    /** The types that need no definition: they have a text and images, and no fields. */
    public static final List<ContentType> BUILT_IN = List.of(COMMENT, POST, MESSAGE, REVIEW, PROFILE, NAME, OTHER);

    /**
     * Checks the key.
     *
     * @throws IllegalArgumentException if it does not have the form of a key
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ContentType {
        if (key.isEmpty() || key.length() > MAX_LENGTH || !FORM.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "The key of a type has 1 to %d lower case letters, digits and hyphens, the first of them no hyphen"
                            .formatted(MAX_LENGTH));
        }
    }

    /** Whether the type needs no definition. */
    public boolean isBuiltIn() {
        return BUILT_IN.contains(this);
    }

    @Override
    public String toString() {
        return key;
    }
}
