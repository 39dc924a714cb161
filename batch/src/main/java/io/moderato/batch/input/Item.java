package io.moderato.batch.input;

import io.moderato.decision.file.TextLine;

/** What comes next in a piece of an archive. */
public sealed interface Item {
    /** A row that can be judged. */
    record Row(TextLine line) implements Item {}

    /**
     * A row that cannot be read.
     *
     * @param place  what is counted in such a file, {@code line} or {@code row}
     * @param number which one, from 1
     * @param cause  what is wrong with it, in words
     */
    record Malformed(String file, String place, long number, String cause) implements Item {}
}
