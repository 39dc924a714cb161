package io.moderato.suggestion.store;

import io.moderato.decision.Category;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A text with the labels that a moderator accepted, for training.
 *
 * @param labels the accepted scores, in [0, 1]; a category without one is unknown
 */
public record LabelledSuggestion(
        UUID id, String text, @Nullable String language, Map<Category, Double> labels) {
    /** Copies the map. */
    public LabelledSuggestion {
        labels = Map.copyOf(labels);
    }
}
