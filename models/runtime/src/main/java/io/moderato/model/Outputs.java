package io.moderato.model;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModerationSettings.Calibration;
import io.moderato.model.ModerationSettings.Limit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The rules that turn a model's logits into probabilities and decisions.
 *
 * @param categories the category of each logit
 * @param calibration for each category, the map from logit to probability
 * @param limits thresholds that reject about one harmless text in a hundred
 */
public record Outputs(List<Category> categories, Map<Category, Calibration> calibration, Map<Category, Limit> limits) {
    /** Checks that every category has a calibration and a limit. */
    public Outputs {
        categories = List.copyOf(categories);
        calibration = ordered(calibration);
        limits = ordered(limits);
        for (Category category : categories) {
            if (!calibration.containsKey(category) || !limits.containsKey(category)) {
                throw new IllegalArgumentException("No calibration or limit for " + category.key());
            }
        }
    }

    /** The map in the order of the categories, so that the same outputs give the same bytes. */
    private static <T> Map<Category, T> ordered(Map<Category, T> map) {
        EnumMap<Category, T> ordered = new EnumMap<>(Category.class);
        ordered.putAll(map);
        return Collections.unmodifiableMap(ordered);
    }

    /** The calibrated scores of a text from its logits. */
    public Scores scores(double[] logits) {
        return scores(categories, calibration, logits);
    }

    /** The scores of a text from its logits, one for each category, under that calibration. */
    public static Scores scores(List<Category> categories, Map<Category, Calibration> calibration, double[] logits) {
        Map<Category, Double> scores = new EnumMap<>(Category.class);
        for (int i = 0; i < logits.length; i++) {
            Category category = categories.get(i);
            scores.put(
                    category,
                    calibration.getOrDefault(category, Calibration.NONE).probability(logits[i]));
        }
        return new Scores(scores);
    }
}
