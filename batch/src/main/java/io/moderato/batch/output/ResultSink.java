package io.moderato.batch.output;

import io.moderato.batch.input.Format;
import io.moderato.batch.input.Item;
import io.moderato.decision.ModerationResult;
import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Writes results, one for each row. */
public interface ResultSink extends Closeable {
    /** Writes the result of a row. */
    void write(Item.Row row, ModerationResult result) throws IOException;

    /** Opens a file, which is replaced if it is there. */
    static ResultSink of(Format format, Path file, Configuration hadoop) throws IOException {
        return switch (format) {
            case JSON_LINES -> new JsonLineSink(file, hadoop);
            case PARQUET -> new ParquetSink(file, hadoop);
        };
    }
}
