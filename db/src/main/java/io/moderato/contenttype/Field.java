package io.moderato.contenttype;

import org.jspecify.annotations.Nullable;

/**
 * A value in the fields of a content.
 *
 * @param pointer the JSON pointer (RFC 6901) to its place in the fields
 * @param title   its name for people, from the schema
 * @param mark    what it means for the content; null if it means nothing for it
 * @param value   the value as text
 */
public record Field(String pointer, String title, @Nullable Mark mark, String value) {}
