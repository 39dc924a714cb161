package io.moderato.batch.input;

import java.io.Serializable;

/**
 * What the two columns are called that a job reads.
 *
 * @param id   identifies a row for its owner: a string or a whole number
 * @param text the text to judge
 */
public record Columns(String id, String text) implements Serializable {}
