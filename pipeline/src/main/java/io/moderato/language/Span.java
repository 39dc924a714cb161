package io.moderato.language;

/**
 * A part of a text as posted.
 *
 * @param start UTF-16 offset of the first character
 * @param end   UTF-16 offset after the last character
 */
public record Span(int start, int end) {
    /**
     * Takes both as they are.
     *
     * @throws IllegalArgumentException if the span is empty or negative
     */
    public Span {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("No span: " + start + " to " + end);
        }
    }

    /** The part of the text. */
    public String of(String text) {
        return text.substring(start, end);
    }
}
