package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.data.LabelledText;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The score of each category from which a text counts as called harmful when abilities are tested: the one with the best balanced
 * accuracy on what people judged. A default policy's limits are far higher, since they must not reject harmless text.
 */
record Thresholds(Map<Category, Double> byCategory) {
    static Thresholds of(
            List<LabelledText> rows, List<Scores> scores, Set<String> judgedByPeople, List<Category> categories) {
        Map<Category, Double> thresholds = new EnumMap<>(Category.class);
        for (Category category : categories) {
            LabelledScores known = LabelledScores.of(rows, scores, category, row -> judgedByPeople.contains(row.set()));
            thresholds.put(
                    category, known.hasBoth() ? Ranking.bestBalancedThreshold(known.scores(), known.positive()) : 0.5);
        }
        return new Thresholds(thresholds);
    }

    Thresholds with(Category category, double threshold) {
        Map<Category, Double> other = new EnumMap<>(Category.class);
        other.putAll(byCategory);
        other.put(category, threshold);
        return new Thresholds(other);
    }

    /** Whether a text is called so; a category that the model does not know never is. */
    boolean reached(Scores scores, Category category) {
        Double threshold = byCategory.get(category);
        return threshold != null && scores.of(category).orElse(-1) >= threshold;
    }
}
