package io.moderato.model;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.data.LabelledText;
import io.moderato.model.evaluate.Ranking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How much ROC AUC the int8 export loses against fp32, on the same rows. */
final class Int8Loss {
    /** With fewer positives or negatives, one text that changes places would look like a loss. */
    private static final int FEWEST = 50;

    private static final String ALL = "all";

    private Int8Loss() {}

    /** The ROC AUC of fp32 minus that of int8 under {@code SET/CATEGORY}, and under {@code all/CATEGORY} for all sets together. */
    static Map<String, Double> of(
            List<LabelledText> rows, List<Scores> fp32, List<Scores> int8, List<Category> categories) {
        Map<String, Double> loss = new LinkedHashMap<>();
        Set<String> sets = new LinkedHashSet<>(List.of(ALL));
        rows.forEach(row -> sets.add(row.set()));
        for (Category category : categories) {
            for (String set : sets) {
                List<Integer> known = new ArrayList<>();
                for (int i = 0; i < rows.size(); i++) {
                    if (rows.get(i).labels().containsKey(category)
                            && (set.equals(ALL) || set.equals(rows.get(i).set()))) {
                        known.add(i);
                    }
                }
                long positives = known.stream()
                        .filter(i -> positive(rows.get(i), category))
                        .count();
                if (Math.min(positives, known.size() - positives) >= FEWEST) {
                    double difference = auc(rows, fp32, known, category) - auc(rows, int8, known, category);
                    loss.put(set + "/" + category.key(), Math.round(difference * 10_000) / 10_000.0);
                }
            }
        }
        return loss;
    }

    private static double auc(List<LabelledText> rows, List<Scores> scores, List<Integer> known, Category category) {
        double[] values = new double[known.size()];
        boolean[] positive = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = scores.get(known.get(i)).of(category).orElse(0);
            positive[i] = positive(rows.get(known.get(i)), category);
        }
        return Ranking.auc(values, positive);
    }

    private static boolean positive(LabelledText row, Category category) {
        LabelledText.Label label = row.labels().get(category);
        return label != null && label.positive();
    }

    /** The largest loss and where it is, for a person. */
    static String worst(Map<String, Double> loss) {
        return loss.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(entry -> String.format(Locale.ROOT, "%.4f on %s", entry.getValue(), entry.getKey()))
                .orElse("not measured, too few rows");
    }
}
