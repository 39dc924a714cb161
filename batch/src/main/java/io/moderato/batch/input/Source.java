package io.moderato.batch.input;

import java.util.List;
import org.apache.hadoop.fs.Path;
import tools.jackson.databind.JsonNode;

/** Where the rows of a job come from, as its driver sees it. */
public interface Source {
    /** What a run has to have in common with an earlier one, so that it may go on with its work. */
    JsonNode identity();

    /**
     * Cuts the input into pieces; a job does it once.
     *
     * @throws io.moderato.batch.BatchException if it cannot be read as it is
     */
    List<Piece> pieces();

    /** What tasks open pieces with. */
    PieceReader reader();

    /** The kind of files that results are written in if nobody asks for another. */
    Format format();

    /**
     * Refuses an output that the input would have the next time.
     *
     * @throws io.moderato.batch.BatchException if it would
     */
    void checkOutput(Path output);

    /**
     * Refuses results of an input that is another one by now.
     *
     * @throws io.moderato.batch.BatchException if it is
     */
    void checkUnchanged();
}
