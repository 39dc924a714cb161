package io.moderato.batch.output;

import java.io.Serializable;

/**
 * What became of a piece of the input; it is written when the part is whole.
 *
 * @param number    the piece's
 * @param rows      rows that were read
 * @param malformed rows that could not be read
 * @param bytes     the size of the file with the results
 * @param counts    what was counted
 * @param millis    how long it took
 */
public record Part(int number, long rows, long malformed, long bytes, Counts counts, long millis)
        implements Serializable {}
