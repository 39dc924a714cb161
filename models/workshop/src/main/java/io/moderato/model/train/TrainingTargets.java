package io.moderato.model.train;

import io.moderato.decision.Category;
import io.moderato.model.data.LabelledText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a head answers while it is trained: the categories, and behind them what else the sources say, which a finished model leaves out.
 *
 * @param aspects names, see {@link LabelledText#aspects}
 */
public record TrainingTargets(List<Category> categories, List<String> aspects) {
    /** Of rarer ones there is nothing to learn. */
    private static final int FEWEST = 20;

    /** Copies the lists. */
    public TrainingTargets {
        categories = List.copyOf(categories);
        aspects = List.copyOf(aspects);
    }

    /** Those categories, and every aspect that at least twenty of the rows have and twenty lack. */
    public static TrainingTargets of(List<Category> categories, List<LabelledText> rows) {
        Map<String, int[]> counts = new HashMap<>();
        for (LabelledText row : rows) {
            row.aspects()
                    .forEach((aspect, label) ->
                            counts.computeIfAbsent(aspect, name -> new int[2])[label.positive() ? 1 : 0]++);
        }
        return new TrainingTargets(
                categories,
                new TreeSet<>(counts.keySet())
                        .stream()
                                .filter(aspect -> {
                                    int[] of = counts.getOrDefault(aspect, new int[2]);
                                    return Math.min(of[0], of[1]) >= FEWEST;
                                })
                                .toList());
    }

    /** How many outputs a head has for them. */
    public int size() {
        return categories.size() + aspects.size();
    }

    /** The name of each output. */
    public List<String> names() {
        List<String> names =
                new ArrayList<>(categories.stream().map(Category::key).toList());
        names.addAll(aspects);
        return names;
    }
}
