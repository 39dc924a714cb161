package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.data.LabelledText;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The score of each category from which a text counts as called harmful when abilities are tested: the score with the best balanced
 * accuracy on texts that people judged, or otherwise on weak labels. A default policy's limits are far higher, because they must not reject
 * harmless text.
 */
record Thresholds(Map<Category, Double> byCategory) {
    /**
     * @param limits the model's limits; its limit for review counts for a category without labelled rows
     */
    static Thresholds of(
            List<LabelledText> rows,
            List<Scores> scores,
            Set<String> judgedByPeople,
            List<Category> categories,
            Map<Category, Limit> limits) {
        Map<Category, Double> thresholds = new EnumMap<>(Category.class);
        for (Category category : categories) {
            LabelledScores byPeople =
                    LabelledScores.of(rows, scores, category, row -> judgedByPeople.contains(row.set()));
            LabelledScores known =
                    byPeople.hasBoth() ? byPeople : LabelledScores.of(rows, scores, category, row -> true);
            Limit limit = limits.get(category);
            if (known.hasBoth()) {
                thresholds.put(category, Ranking.bestBalancedThreshold(known.scores(), known.positive()));
            } else if (limit != null) {
                thresholds.put(category, limit.review());
            }
        }
        return new Thresholds(thresholds);
    }

    Thresholds with(Category category, double threshold) {
        Map<Category, Double> other = new EnumMap<>(Category.class);
        other.putAll(byCategory);
        other.put(category, threshold);
        return new Thresholds(other);
    }

    /** Whether the score reaches the category's threshold; never for a category that the model does not know. */
    boolean reached(Scores scores, Category category) {
        Double threshold = byCategory.get(category);
        return threshold != null && scores.of(category).orElse(-1) >= threshold;
    }
}
