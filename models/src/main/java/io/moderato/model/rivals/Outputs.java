package io.moderato.model.rivals;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModerationSettings.Calibration;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.data.LabelledText;
import io.moderato.model.evaluate.CalibrationFit;
import io.moderato.model.evaluate.LimitChoice;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What turns a model's logits into probabilities and decisions.
 *
 * @param categories the category of each logit
 * @param calibration for each category, from logit to probability
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

    /** The model's own probabilities, each decided at one half. */
    static Outputs uncalibrated(List<Category> categories) {
        Map<Category, Calibration> calibration = new EnumMap<>(Category.class);
        Map<Category, Limit> limits = new EnumMap<>(Category.class);
        for (Category category : categories) {
            calibration.put(category, Calibration.NONE);
            limits.put(category, new Limit(0.5, 0.5));
        }
        return new Outputs(categories, calibration, limits);
    }

    /** In the order of the categories, so that the same outputs are the same bytes. */
    private static <T> Map<Category, T> ordered(Map<Category, T> map) {
        EnumMap<Category, T> ordered = new EnumMap<>(Category.class);
        ordered.putAll(map);
        return Collections.unmodifiableMap(ordered);
    }

    /** Fits calibration and limits to the logits of labelled rows; only rows with a label count for a category. */
    static Outputs fit(List<Category> categories, List<LabelledText> rows, double[][] logits) {
        Map<Category, Calibration> calibration = new EnumMap<>(Category.class);
        for (int output = 0; output < categories.size(); output++) {
            Category category = categories.get(output);
            int of = output;
            int[] known = IntStream.range(0, rows.size())
                    .filter(i -> rows.get(i).labels().containsKey(category))
                    .toArray();
            List<LabelledText.Label> labels = IntStream.of(known)
                    .mapToObj(i -> rows.get(i).labels().get(category))
                    .toList();
            calibration.put(
                    category,
                    CalibrationFit.fit(
                            IntStream.of(known).mapToDouble(i -> logits[i][of]).toArray(),
                            labels.stream()
                                    .mapToDouble(LabelledText.Label::target)
                                    .toArray(),
                            labels.stream()
                                    .mapToDouble(LabelledText.Label::weight)
                                    .toArray()));
        }
        List<Scores> scores = IntStream.range(0, rows.size())
                .mapToObj(i -> scores(categories, calibration, logits[i]))
                .toList();
        return new Outputs(
                categories,
                calibration,
                LimitChoice.choose(rows, scores, categories, LimitChoice.MAX_HARMLESS_REJECTED));
    }

    /** The calibrated scores of a text from its logits. */
    Scores scores(double[] logits) {
        return scores(categories, calibration, logits);
    }

    private static Scores scores(List<Category> categories, Map<Category, Calibration> calibration, double[] logits) {
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
