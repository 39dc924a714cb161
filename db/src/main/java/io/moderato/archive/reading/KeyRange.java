package io.moderato.archive.reading;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table whose key is greater than one value and not greater than another.
 *
 * @param after the first value as text, which is not in it; null for all from the first row on
 * @param until the last value as text, which is in it
 */
public record KeyRange(@Nullable String after, String until) implements Serializable {}
