package io.moderato.suggestion.store;

import io.moderato.decision.Category;
import org.jspecify.annotations.Nullable;

/**
 * What a client thinks one attribute of a text should have scored.
 *
 * @param attribute the client's own name of it
 * @param category  what it is among our categories
 * @param suggested the client's score, in [0, 1]
 * @param ours      what our model said at that time; null if no model read the text
 */
public record SuggestedScore(
        String attribute,
        Category category,
        double suggested,
        @Nullable Double ours) {
    /**
     * Takes the score.
     *
     * @throws IllegalArgumentException if it is not a probability
     */
    public SuggestedScore {
        if (!(suggested >= 0 && suggested <= 1)) {
            throw new IllegalArgumentException("A suggested score is between 0 and 1, not " + suggested);
        }
    }
}
