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
 * @param path the path below the data folder, separated by slashes
 * @param rows the content of a labelled set; absent for a corpus
 * @param lines the content of a corpus; absent for a labelled set
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
     * The content of a labelled set.
     *
     * @param splits the number of rows in each split
     * @param labels by category, the counts that the label mapping makes of the rows; empty for a set without a mapping, on which nothing
     *     is trained
     * @param sources the sources that the rows name
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

    /** The number of rows of which a category is true, and the number of which it is not true. */
    public record Counts(long positives, long negatives) {}

    /** The content of a corpus: the number of lines of text, and of their bytes when unpacked. */
    public record Lines(long count, long bytes) {}
}
