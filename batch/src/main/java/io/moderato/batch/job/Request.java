package io.moderato.batch.job;

import io.moderato.batch.input.Columns;
import io.moderato.batch.input.Format;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be judged again.
 *
 * @param inputs      files, folders and patterns
 * @param output      the folder for the results
 * @param columns     the names of the two columns
 * @param setup       policy and rules
 * @param rulesOnly   whether no model is asked
 * @param modelFolder a model's folder; null for the shipped one
 * @param written     the kind of the files with results; null for that of the input
 * @param pieceBytes  how many bytes of JSON lines a task reads; 0 for what suits the archive
 */
public record Request(
        List<String> inputs,
        String output,
        Columns columns,
        Setup setup,
        boolean rulesOnly,
        @Nullable Path modelFolder,
        @Nullable Format written,
        long pieceBytes) {
    private static final long SMALLEST_PIECE = 256 << 10;
    private static final long USUAL_PIECE = 16 << 20;
    private static final long USUAL_PIECES = 200;
    private static final long MOST_PIECES = 20_000;

    /** Copies the list. */
    public Request {
        inputs = List.copyOf(inputs);
    }

    /** Enough pieces for all cores and for a start again in the middle, but no more than a driver likes to count. */
    long pieceBytes(long archiveBytes) {
        if (pieceBytes > 0) {
            return pieceBytes;
        }
        long some = Math.clamp(archiveBytes / USUAL_PIECES, SMALLEST_PIECE, USUAL_PIECE);
        return Math.max(some, archiveBytes / MOST_PIECES);
    }
}
