package io.moderato.model.rivals;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModerationSettings.Calibration;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.Outputs;
import io.moderato.model.data.LabelledText;
import io.moderato.model.evaluate.CalibrationFit;
import io.moderato.model.evaluate.LimitChoice;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes the outputs of a classical model: without calibration, or fitted to labelled rows. */
final class OutputsFit {
    private OutputsFit() {}

    /** Outputs with the model's own probabilities and limits of one half. */
    static Outputs uncalibrated(List<Category> categories) {
        Map<Category, Calibration> calibration = new EnumMap<>(Category.class);
        Map<Category, Limit> limits = new EnumMap<>(Category.class);
        for (Category category : categories) {
            calibration.put(category, Calibration.NONE);
            limits.put(category, new Limit(0.5, 0.5));
        }
        return new Outputs(categories, calibration, limits);
    }

    /** Fits calibration and limits to the logits of labelled rows. For a category, only the rows with a label count. */
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
                .mapToObj(i -> Outputs.scores(categories, calibration, logits[i]))
                .toList();
        return new Outputs(
                categories,
                calibration,
                LimitChoice.choose(rows, scores, categories, LimitChoice.MAX_HARMLESS_REJECTED));
    }
}
