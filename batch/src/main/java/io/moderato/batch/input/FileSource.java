package io.moderato.batch.input;

import io.moderato.batch.BatchException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Files of JSON lines or of Parquet. */
public final class FileSource implements Source {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long SMALLEST_PIECE = 256 << 10;
    private static final long USUAL_PIECE = 16 << 20;
    private static final long USUAL_PIECES = 200;
    private static final long MOST_PIECES = 20_000;

    private final List<String> inputs;
    private final Columns columns;
    private final Configuration hadoop;
    private final Archive archive;
    private final long pieceBytes;

    private FileSource(List<String> inputs, Columns columns, Configuration hadoop, Archive archive, long pieceBytes) {
        this.inputs = inputs;
        this.columns = columns;
        this.hadoop = hadoop;
        this.archive = archive;
        this.pieceBytes = pieceBytes;
    }

    /**
     * Finds the files.
     *
     * @param inputs     files, folders and patterns
     * @param pieceBytes how many bytes of JSON lines a task reads; 0 for what suits the archive
     * @throws BatchException if there is none, or they are of different kinds
     */
    public static FileSource find(List<String> inputs, Columns columns, long pieceBytes, Configuration hadoop) {
        Archive archive = Archive.find(inputs, hadoop);
        return new FileSource(
                List.copyOf(inputs),
                columns,
                hadoop,
                archive,
                pieceBytes > 0 ? pieceBytes : usualPiece(archive.size()));
    }

    /** Enough pieces for all cores and for a start again in the middle, but no more than a driver likes to count. */
    private static long usualPiece(long archiveBytes) {
        long some = Math.clamp(archiveBytes / USUAL_PIECES, SMALLEST_PIECE, USUAL_PIECE);
        return Math.max(some, archiveBytes / MOST_PIECES);
    }

    @Override
    public JsonNode identity() {
        ObjectNode identity = JSON.createObjectNode();
        identity.set("files", JSON.valueToTree(archive.files()));
        identity.set("columns", JSON.valueToTree(columns));
        identity.put("pieceBytes", pieceBytes);
        return identity;
    }

    @Override
    public List<Piece> pieces() {
        return archive.pieces(pieceBytes, columns, hadoop);
    }

    @Override
    public PieceReader reader() {
        Columns read = columns;
        return (piece, where) -> {
            FilePiece file = (FilePiece) piece;
            return switch (file.format()) {
                case JSON_LINES -> new JsonLineRows(file, read, where);
                case PARQUET -> new ParquetRows(file, read, where);
            };
        };
    }

    @Override
    public Format format() {
        return archive.format();
    }

    @Override
    public void checkOutput(Path output) {
        try {
            if (Archive.wouldHave(output, inputs, hadoop)) {
                throw new BatchException(
                        "The output %s lies in the input, and would be read the next time. Choose a place beside it."
                                .formatted(output));
            }
        } catch (IOException failed) {
            throw new BatchException("The input cannot be read: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void checkUnchanged() {
        if (!Archive.find(inputs, hadoop).equals(archive)) {
            throw new BatchException(
                    "The input was changed while it was read, so the results may be of no state that it ever had.");
        }
    }
}
