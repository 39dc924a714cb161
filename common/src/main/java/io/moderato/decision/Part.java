package io.moderato.decision;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.moderato.content.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a content that a stage can examine.
 *
 * @param kind  whether the part is the text, an image or the context
 * @param index its place among the images, from 0; 0 for a text and a context
 */
public record Part(Kind kind, int index) {
    /** The posted text. */
    public static final Part TEXT = new Part(Kind.TEXT, 0);

    /** The text that the content answers. */
    public static final Part CONTEXT = new Part(Kind.CONTEXT, 0);

    private static final Pattern IMAGE = Pattern.compile("images/(\\d{1,6})");

    /** The kinds of part. */
    public enum Kind {
        /** The posted text. */
        TEXT,
        /** One of the posted images. */
        IMAGE,
        /** The text that the content answers. Somebody else wrote it: it helps to judge the content and is not judged itself. */
        CONTEXT
    }

    /** The image at that place, from 0. */
    public static Part image(int index) {
        return new Part(Kind.IMAGE, index);
    }

    /** The parts of a content: its text, each image, and the text that it answers. A blank text is left out. */
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
     * The part with that name.
     *
     * @throws IllegalArgumentException if no part has that name
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
