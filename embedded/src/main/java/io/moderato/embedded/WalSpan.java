package io.moderato.embedded;

/**
 * Files of the write-ahead log that belong together.
 *
 * @param first the name of the first one; the first eight digits are the timeline
 * @param last  the name of the last one
 */
public record WalSpan(String first, String last) {}
