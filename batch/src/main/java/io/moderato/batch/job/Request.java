package io.moderato.batch.job;

import io.moderato.batch.input.Format;
import io.moderato.batch.input.Source;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be judged again.
 *
 * @param purpose     what for
 * @param source      the rows
 * @param output      the folder for the results
 * @param setup       policy and rules
 * @param rulesOnly   whether no model is asked
 * @param modelFolder a model's folder; null for the shipped one
 * @param written     the kind of the files with results; null for that of the input
 */
public record Request(
        Purpose purpose,
        Source source,
        String output,
        Setup setup,
        boolean rulesOnly,
        @Nullable Path modelFolder,
        @Nullable Format written) {
    /** What results are for. */
    public enum Purpose {
        /** A result for each row. */
        RE_MODERATION,
        /** A report of what would be decided otherwise, with those rows. */
        BACK_TEST
    }

    /** The kind of the files with results. */
    Format format() {
        return written == null ? source.format() : written;
    }
}
