package io.moderato.batch.input;

import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a piece, one after the other. */
public interface Rows extends Closeable {
    /**
     * The next row, or null after the last one.
     *
     * @throws IOException if the file cannot be read any further
     */
    @Nullable
    Item next() throws IOException;

    /** Opens a piece. */
    static Rows of(Split split, Columns columns, Configuration hadoop) throws IOException {
        return switch (split.format()) {
            case JSON_LINES -> new JsonLineRows(split, columns, hadoop);
            case PARQUET -> new ParquetRows(split, columns, hadoop);
        };
    }
}
