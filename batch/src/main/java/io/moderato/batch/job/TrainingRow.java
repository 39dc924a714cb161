package io.moderato.batch.job;

import io.moderato.archive.reading.PastContent;
import io.moderato.batch.output.Counts;
import io.moderato.decision.Category;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A row to train a model with, as the data folders of the model workshop have them.
 *
 * @param id      the content's, so that a row can be found again when its author wants it erased
 * @param text    as posted
 * @param labels  by category, 1 or 0; a category without a label is unknown
 * @param split   {@code train} or {@code validation}
 * @param source  who says so
 * @param licence whose the text is
 */
record TrainingRow(String id, String text, Map<String, Integer> labels, String split, String source, String licence) {
    private static final String OWN = "own";

    /**
     * The row of a content; none if its label says nothing about a category.
     *
     * <p>A human who restricts says which categories a text is of, and nothing about the others. A human who approves has read the whole
     * text and finds nothing in it that has to go, so it is of none of the categories that were scored.
     */
    static Optional<TrainingRow> of(PastContent past, Counts counts) {
        PastContent.Label label = past.label();
        if (label == null) {
            counts.add("dataSet", "without", "label");
            return Optional.empty();
        }
        Map<String, Integer> labels = labels(past, label);
        if (labels == null) {
            counts.add("dataSet", "without", "outcome");
            return Optional.empty();
        }
        if (labels.isEmpty()) {
            counts.add("dataSet", "without", "category");
            return Optional.empty();
        }
        String id = past.content().id().toString();
        return Optional.of(new TrainingRow(
                id,
                past.content().text(),
                labels,
                isForValidation(id) ? "validation" : "train",
                label.source().name().toLowerCase(java.util.Locale.ROOT),
                OWN));
    }

    private static @Nullable Map<String, Integer> labels(PastContent past, PastContent.Label label) {
        return switch (label.right()) {
            case APPROVE -> all(past.scored(), 0);
            case REJECT, MODIFY -> all(label.categories(), 1);
            case REVIEW -> null;
        };
    }

    private static Map<String, Integer> all(Iterable<Category> categories, int value) {
        Map<String, Integer> labels = new TreeMap<>();
        categories.forEach(category -> labels.put(category.key(), value));
        return labels;
    }

    /** A tenth, by the last bits of an id, which are random and stay the same. */
    private static boolean isForValidation(String id) {
        return Integer.parseInt(id.substring(id.length() - 4), 16) % 10 == 0;
    }
}
