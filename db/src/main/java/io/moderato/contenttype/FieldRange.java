package io.moderato.contenttype;

/**
 * The place of a field in the text that is examined.
 *
 * @param field the field, marked as text
 * @param start the offset of its first character in that text
 * @param end   the offset behind its last character
 */
public record FieldRange(Field field, int start, int end) {}
