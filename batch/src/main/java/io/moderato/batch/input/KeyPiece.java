package io.moderato.batch.input;

import io.moderato.archive.reading.KeyRange;

/**
 * A range of rows of a table.
 *
 * @param table what it is called in messages
 */
public record KeyPiece(int number, String table, KeyRange range) implements Piece {
    @Override
    public String place() {
        return "%s (%s to %s)".formatted(table, range.after() == null ? "the first" : range.after(), range.until());
    }
}
