package io.moderato.model.train;

import io.moderato.decision.Category;
import io.moderato.model.data.LabelledText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The outputs of a head in training: the categories, followed by the aspects of the sources. A finished model has no outputs for aspects.
 *
 * @param aspects the names of the aspects, see {@link LabelledText#aspects}
 */
public record TrainingTargets(List<Category> categories, List<String> aspects) {
    /** The fewest rows of an aspect. Rarer aspects cannot be learned. */
    private static final int FEWEST = 20;

    /** Copies the lists. */
    public TrainingTargets {
        categories = List.copyOf(categories);
        aspects = List.copyOf(aspects);
    }

    /** Those categories, and every aspect that is true of at least twenty rows and not true of at least twenty. */
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

    /** The number of outputs of a head for these targets. */
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
