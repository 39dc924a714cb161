package io.moderato.decision;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.moderato.content.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing within a content that a stage can look at.
 *
 * @param kind  what it is
 * @param index its place among the images, from 0; 0 for a text and a context
 */
public record Part(Kind kind, int index) {
    /** The posted text. */
    public static final Part TEXT = new Part(Kind.TEXT, 0);

    /** The text that the content answers. */
    public static final Part CONTEXT = new Part(Kind.CONTEXT, 0);

    private static final Pattern IMAGE = Pattern.compile("images/(\\d{1,6})");

    /** What a part is. */
    public enum Kind {
        /** The posted text. */
        TEXT,
        /** One of the posted images. */
        IMAGE,
        /** The text that the content answers: somebody else's, which helps to judge and is not judged itself. */
        CONTEXT
    }

    /** The image at that place, from 0. */
    public static Part image(int index) {
        return new Part(Kind.IMAGE, index);
    }

    /** What there is to examine in a content: its text unless that is blank, each image, and the text that it answers. */
    public static List<Part> of(Content content) {
        List<Part> parts = new ArrayList<>();
        if (!content.text().isBlank()) {
            parts.add(TEXT);
        }
        for (int image = 0; image < content.images().size(); image++) {
            parts.add(image(image));
        }
        String parent = content.parentText();
        if (parent != null && !parent.isBlank()) {
            parts.add(CONTEXT);
        }
        return parts;
    }

    /** The name in JSON: {@code text}, {@code images/0} or {@code context}. */
    @JsonValue
    public String key() {
        return switch (kind) {
            case TEXT -> "text";
            case IMAGE -> "images/" + index;
            case CONTEXT -> "context";
        };
    }

    /**
     * The part of that name.
     *
     * @throws IllegalArgumentException if it is not the name of a part
     */
    @JsonCreator
    public static Part ofKey(String key) {
        Matcher image = IMAGE.matcher(key);
        if (image.matches()) {
            return image(Integer.parseInt(image.group(1)));
        }
        return switch (key) {
            case "text" -> TEXT;
            case "context" -> CONTEXT;
            default ->
                throw new IllegalArgumentException(
                        "Unknown part '%s'; known are text, images/N and context".formatted(key));
        };
    }
}
