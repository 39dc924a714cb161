package io.moderato.suggestion.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A suggestion as it comes in.
 *
 * @param text            what was scored
 * @param parentText      what it answers, or where it stands
 * @param scores          at least one
 * @param language        found in the text; null if unknown
 * @param modelVersion    the model whose scores stand beside the suggested ones
 * @param clientCommunity the client's own name of its community
 * @param clientToken     the client's own name of the text
 */
public record NewSuggestion(
        String text,
        @Nullable String parentText,
        List<SuggestedScore> scores,
        @Nullable String language,
        @Nullable String modelVersion,
        @Nullable String clientCommunity,
        @Nullable String clientToken) {
    /** How many characters a client's own names have at most. */
    public static final int MAX_NAME = 500;

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there is not any score
     */
    public NewSuggestion {
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("A suggestion has at least one score");
        }
        scores = List.copyOf(scores);
    }
}
