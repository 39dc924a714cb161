package io.moderato.model.data.version;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.decision.Category;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One file of the data.
 *
 * @param path below the data folder, separated by slashes
 * @param rows what a labelled set holds
 * @param lines what a corpus holds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DataPart(
        String path,
        long size,
        String md5,
        String sha256,
        @Nullable Rows rows,
        @Nullable Lines lines) {
    /**
     * What a labelled set holds.
     *
     * @param splits how many rows each split has
     * @param labels by category, what the label mapping makes of the rows; a set without a mapping has none and is not trained on
     * @param sources where the rows say that they come from
     * @param licences the licences that the rows state
     */
    public record Rows(
            long count,
            Map<String, Long> splits,
            Map<Category, Counts> labels,
            List<String> sources,
            List<String> licences) {
        public Rows {
            splits = Collections.unmodifiableMap(new TreeMap<>(splits));
            labels = Collections.unmodifiableMap(new TreeMap<>(labels));
            sources = List.copyOf(sources);
            licences = List.copyOf(licences);
        }
    }

    /** How many rows a category is true of, and of how many not. */
    public record Counts(long positives, long negatives) {}

    /** What a corpus holds: lines of text, and their bytes unpacked. */
    public record Lines(long count, long bytes) {}
}
