package io.moderato.batch.input;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a piece, one after the other. */
public interface Rows extends Closeable {
    /**
     * The next row, or null after the last one.
     *
     * @throws IOException if the source cannot be read any further
     */
    @Nullable
    Item next() throws IOException;
}
