package io.moderato.batch.output;

import java.io.Serializable;
import java.util.Map;

/**
 * What became of a piece of the input; it is written when the part is whole.
 *
 * @param number    the piece's
 * @param rows      results
 * @param malformed rows that could not be read
 * @param bytes     the size of the file with the results
 * @param outcomes  how often each outcome came
 * @param unexamined how often something was not examined, by reason
 * @param millis    how long it took
 */
public record Part(
        int number,
        long rows,
        long malformed,
        long bytes,
        Map<String, Long> outcomes,
        Map<String, Long> unexamined,
        long millis)
        implements Serializable {}
