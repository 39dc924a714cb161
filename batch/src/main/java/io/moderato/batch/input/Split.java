package io.moderato.batch.input;

import java.io.Serializable;

/**
 * A piece of a file that one task reads, and that makes one part of the output.
 *
 * @param number the place in the order of the input, from 0
 * @param file   the file's address
 * @param start  the first byte. A line belongs to the piece that has its first byte, a row group of Parquet to the one that has its middle
 * @param end    the first byte after it; {@link Long#MAX_VALUE} for the whole of a compressed file
 */
public record Split(int number, String file, Format format, long start, long end) implements Serializable {
    /** How many bytes it has at most. */
    public long size() {
        return end - start;
    }
}
