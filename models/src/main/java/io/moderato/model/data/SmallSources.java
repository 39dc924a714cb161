package io.moderato.model.data;

import io.moderato.model.data.LabelledText.Label;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Lets the labels of small sources count more, so that a set of a thousand rows is heard beside one of fifty thousand. A set counts
 * by a power of its size, as languages do in multilingual training (Conneau et al. 2020, section 3.1), and at most three times.
 */
public final class SmallSources {
    /** A set with so many rows counts as it is, and so do larger ones. */
    private static final double LARGE = 20_000;
    /** 0 would leave the sets as they are, 1 would let them all count alike. */
    private static final double EVENNESS = 0.4;

    private static final double MOST = 3;

    private SmallSources() {}

    /** The same rows in the same order, with the weights of their labels and aspects multiplied by what their set counts. */
    public static List<LabelledText> raised(List<LabelledText> rows) {
        Map<String, Long> sizes =
                rows.stream().collect(Collectors.groupingBy(LabelledText::set, Collectors.counting()));
        Map<String, Double> factors = new HashMap<>();
        sizes.forEach((set, size) -> factors.put(set, factor(size)));
        return rows.stream()
                .map(row -> raised(row, factors.getOrDefault(row.set(), 1.0)))
                .toList();
    }

    /** What a label of a set of that size counts, from 1 to 3. */
    static double factor(long rows) {
        return Math.clamp(Math.pow(LARGE / rows, EVENNESS), 1, MOST);
    }

    private static LabelledText raised(LabelledText row, double factor) {
        return factor == 1
                ? row
                : new LabelledText(row.set(), row.text(), raised(row.labels(), factor), raised(row.aspects(), factor));
    }

    private static <K> Map<K, Label> raised(Map<K, Label> labels, double factor) {
        Map<K, Label> raised = new HashMap<>();
        labels.forEach((key, label) -> raised.put(key, new Label(label.target(), factor * label.weight())));
        return raised;
    }
}
