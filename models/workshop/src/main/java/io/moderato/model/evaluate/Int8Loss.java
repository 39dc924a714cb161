package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.data.LabelledText;
import io.moderato.model.scorecard.Rounded;
import io.moderato.model.scorecard.Scorecard;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The ROC AUC that the int8 export loses against fp32 on the same rows. */
public final class Int8Loss {
    /** The fewest positives, and the fewest negatives. With fewer, a single text could look like a loss. */
    public static final int FEWEST = 50;

    /**
     * The distance between the rows of the comparison. Not all rows are scored, because fp32 is several times slower. Both programs score
     * the same rows.
     */
    public static final int FP32_EVERY = 8;

    private Int8Loss() {}

    /** The ROC AUC of fp32 minus that of int8 under {@code SET/CATEGORY}, and under {@code all/CATEGORY} for all sets together. */
    public static Map<String, Double> of(
            List<LabelledText> rows, List<Scores> fp32, List<Scores> int8, List<Category> categories) {
        Map<String, Double> loss = new LinkedHashMap<>();
        Set<String> sets = new LinkedHashSet<>(List.of(Scorecard.ALL));
        rows.forEach(row -> sets.add(row.set()));
        for (Category category : categories) {
            for (String set : sets) {
                LabelledScores before = known(rows, fp32, category, set);
                if (Math.min(before.positives(), before.n() - before.positives()) >= FEWEST) {
                    double difference = auc(before) - auc(known(rows, int8, category, set));
                    loss.put(set + "/" + category.key(), Rounded.to4(difference));
                }
            }
        }
        return loss;
    }

    private static LabelledScores known(List<LabelledText> rows, List<Scores> scores, Category category, String set) {
        return LabelledScores.of(rows, scores, category, row -> set.equals(Scorecard.ALL) || set.equals(row.set()));
    }

    private static double auc(LabelledScores known) {
        return Ranking.auc(known.scores(), known.positive());
    }

    /** The largest loss with its set and category, in words. */
    public static String worst(Map<String, Double> loss) {
        return loss.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(entry -> String.format(Locale.ROOT, "%.4f on %s", entry.getValue(), entry.getKey()))
                .orElse("not measured, because there are too few rows");
    }
}
