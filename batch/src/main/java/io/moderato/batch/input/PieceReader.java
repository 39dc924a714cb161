package io.moderato.batch.input;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/** Opens pieces where tasks run. */
@FunctionalInterface
public interface PieceReader extends Serializable {
    /**
     * Opens a piece.
     *
     * @throws IOException if it cannot be read
     */
    Rows open(Piece piece, Configuration hadoop) throws IOException;
}
