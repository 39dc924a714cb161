package io.moderato.model.data;

import io.moderato.decision.Category;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How frequent each category is in each source, as a part of the log-odds. Added to a model's logit while it learns, they take over
 * what only tells sources apart (one set is 83 % offensive, another 1 %), so that the model learns what makes a text worse than
 * others of its kind. A finished model does not know sources and goes without. Source: the logit adjustment of Menon et al. 2021, by
 * source instead of by class.
 */
public final class SourcePriors {
    /** The part of the log-odds that is taken: all of it forgets what sources know of each other; see decision record 12. */
    private static final double SHARE = 0.5;
    /** Log-odds of one in four hundred: rarer is not told apart. */
    private static final double LARGEST = 6;
    /** Texts of an even source that each source is mixed with, so that a small one is not taken at its word. */
    private static final double SMOOTHING = 20;

    private final Map<String, Map<Category, Double>> logOdds;

    /** No source differs from another. */
    public static final SourcePriors NONE = new SourcePriors(Map.of());

    private SourcePriors(Map<String, Map<Category, Double>> logOdds) {
        this.logOdds = logOdds;
    }

    /** The priors of the rows' sets, each row counted once, whatever its labels weigh. */
    public static SourcePriors of(List<LabelledText> rows) {
        Map<String, List<LabelledText>> bySet = new HashMap<>();
        rows.forEach(row ->
                bySet.computeIfAbsent(row.set(), set -> new ArrayList<>()).add(row));
        Map<String, Map<Category, Double>> logOdds = new HashMap<>();
        bySet.forEach((set, of) -> {
            Map<Category, Double> ofSet = new EnumMap<>(Category.class);
            for (Category category : Category.values()) {
                double known = SMOOTHING;
                double positive = SMOOTHING / 2;
                for (LabelledText row : of) {
                    LabelledText.Label label = row.labels().get(category);
                    known += label == null ? 0 : 1;
                    positive += label == null ? 0 : label.target();
                }
                ofSet.put(category, SHARE * Math.clamp(Math.log(positive / (known - positive)), -LARGEST, LARGEST));
            }
            logOdds.put(set, ofSet);
        });
        return new SourcePriors(logOdds);
    }

    /** What to add to the logit of a category for a text of a set, in [-3, 3]; 0 for a set that is not known. */
    public double of(String set, Category category) {
        return logOdds.getOrDefault(set, Map.of()).getOrDefault(category, 0.0);
    }
}
