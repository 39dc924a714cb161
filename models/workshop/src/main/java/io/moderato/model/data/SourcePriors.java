package io.moderato.model.data;

import io.moderato.decision.Category;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The frequency of each category in each source, as a part of the log-odds. The priors are added to a model's logits while it learns. So
 * the model need not learn to tell sources apart (one set is 83 % offensive, another 1 %); it learns what makes a text worse than other
 * texts of its kind. A finished model does not know the source and works without priors. Source: the logit adjustment of Menon et al. 2021,
 * by source instead of by class.
 */
public final class SourcePriors {
    /**
     * The part of the log-odds that is used. With the whole log-odds, a model learns nothing from the difference between sources; see
     * decision record 12.
     */
    private static final double SHARE = 0.5;
    /** The largest log-odds, of one in four hundred. Rarer categories are treated alike. */
    private static final double LARGEST = 6;
    /** The number of texts of an even source that are added to each source, so that a small source does not get extreme odds. */
    private static final double SMOOTHING = 20;

    private final Map<String, Map<Category, Double>> logOdds;

    /** The priors under which no source differs from another. */
    public static final SourcePriors NONE = new SourcePriors(Map.of());

    private SourcePriors(Map<String, Map<Category, Double>> logOdds) {
        this.logOdds = logOdds;
    }

    /** The priors of the rows' sets. Each row counts once, whatever the weights of its labels. */
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

    /** The number to add to the logit of a category for a text of a set, in [-3, 3]; 0 for an unknown set. */
    public double of(String set, Category category) {
        return logOdds.getOrDefault(set, Map.of()).getOrDefault(category, 0.0);
    }
}
