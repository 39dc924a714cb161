package io.moderato.batch.input;

import java.io.Serializable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the columns are called that a job reads.
 *
 * @param id    identifies a row for its owner: a string or a whole number
 * @param text  the text to judge
 * @param past  the outcome that was decided then; null if no column says it
 * @param right the outcome that would have been right; null if no column says it
 */
public record Columns(
        String id,
        String text,
        @Nullable String past,
        @Nullable String right) implements Serializable {
    /** Those of them that hold an outcome. */
    Stream<String> outcomes() {
        return Stream.of(past, right).flatMap(Stream::ofNullable);
    }
}
