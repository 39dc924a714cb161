package io.moderato.batch.input;

/**
 * A piece of a file.
 *
 * @param file  the file's address
 * @param start the first byte. A line belongs to the piece that has its first byte, a row group of Parquet to the one that has its middle
 * @param end   the first byte after it; {@link Long#MAX_VALUE} for the whole of a compressed file
 */
public record FilePiece(int number, String file, Format format, long start, long end) implements Piece {
    @Override
    public String place() {
        return file;
    }
}
