package io.moderato.contenttype;

/**
 * What is wrong with the fields of a content.
 *
 * @param pointer the JSON pointer (RFC 6901) to the place in the fields
 * @param words   what is wrong and what to do
 */
public record FieldFault(String pointer, String words) {}
