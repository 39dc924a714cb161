package io.moderato.decision;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Calibrated probabilities in [0, 1] by category. A category that nobody scored is absent, which means unknown, never 0.
 *
 * @param byCategory the scores; unmodifiable
 */
public record Scores(@JsonValue Map<Category, Double> byCategory) {
    /** No category scored. */
    public static final Scores NONE = new Scores(Map.of());

    /**
     * Copies the map.
     *
     * @throws IllegalArgumentException if a score is outside [0, 1] or not a number
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Scores {
        EnumMap<Category, Double> copy = new EnumMap<>(Category.class);
        byCategory.forEach((category, score) -> {
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException(
                        "Score of %s is %s, not a probability in [0, 1]".formatted(category.key(), score));
            }
            copy.put(category, score);
        });
        byCategory = Collections.unmodifiableMap(copy);
    }

    /** The score of that category, or empty if it is unknown. */
    public OptionalDouble of(Category category) {
        Double score = byCategory.get(category);
        return score == null ? OptionalDouble.empty() : OptionalDouble.of(score);
    }
}
