package io.moderato.decision;

/**
 * A place in the text as posted that a stage found, for highlighting and masking.
 *
 * @param start    UTF-16 offset of the first character
 * @param end      UTF-16 offset after the last character
 * @param category what was found
 * @param source   the rule or model that found it
 */
public record Match(int start, int end, Category category, String source) {
    /**
     * Checks the span.
     *
     * @throws IllegalArgumentException if the span is empty or negative
     */
    public Match {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("No span: " + start + " to " + end);
        }
    }
}
