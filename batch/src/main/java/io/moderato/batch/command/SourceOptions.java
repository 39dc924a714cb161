package io.moderato.batch.command;

import io.moderato.archive.reading.PastContents.Revisions;
import io.moderato.batch.BatchException;
import io.moderato.batch.input.Columns;
import io.moderato.batch.input.FileSource;
import io.moderato.batch.input.PlatformSource;
import io.moderato.batch.input.Source;
import io.moderato.batch.input.TableSource;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where rows come from: files, a table, or the contents of a community. */
final class SourceOptions {
    private static final int PIECE_ROWS = 5000;

    @Option(
            names = "--input",
            arity = "1..*",
            description = "Files, folders and patterns: JSON lines (.jsonl, .ndjson, .json, also with .gz) or Parquet")
    private List<String> inputs = List.of();

    @Option(
            names = "--table",
            description = "With --database: a table of yours, also as schema.table, instead of a community's contents")
    private @Nullable String table;

    @Option(names = "--id", description = "The column with the id (default: ${DEFAULT-VALUE})", defaultValue = "id")
    private String id = "";

    @Option(
            names = "--text",
            description = "The column with the text (default: ${DEFAULT-VALUE})",
            defaultValue = "text")
    private String text = "";

    @Option(names = "--past", description = "The column with the outcome that was decided then, to compare with")
    private @Nullable String past;

    @Option(
            names = "--right",
            description = "The column with the outcome that would have been right, where it is known")
    private @Nullable String right;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--piece-bytes", hidden = true, description = "Bytes of JSON lines that a task reads")
    private long pieceBytes;

    @Option(names = "--piece-rows", hidden = true, description = "Rows of a table that a task reads")
    private int pieceRows = PIECE_ROWS;

    /** The options about the database. */
    DatabaseOptions database() {
        return database;
    }

    /**
     * The source that is asked for.
     *
     * @throws BatchException if the options do not go together, or the source cannot be read
     */
    Source source(Revisions revisions, Configuration hadoop) {
        Columns columns = new Columns(id, text, past, right);
        if (!database.isGiven()) {
            if (inputs.isEmpty()) {
                throw new BatchException(
                        "Say what to read: --input FILE …, or --database with --community or --table.");
            }
            return FileSource.find(inputs, columns, pieceBytes, hadoop);
        }
        if (!inputs.isEmpty()) {
            throw new BatchException("Rows come from files or from a database; leave out --input or --database.");
        }
        if (table != null) {
            if (past != null || right != null) {
                throw new BatchException("--past and --right name columns of files; a table has none of them.");
            }
            return new TableSource(database.login(), table, columns, pieceRows);
        }
        return platform(revisions);
    }

    /** The contents of the community that is asked for. */
    PlatformSource platform(Revisions revisions) {
        return new PlatformSource(database.login(), database.community(), database.period(), revisions, pieceRows);
    }
}
