package io.moderato.model.data;

import io.moderato.model.data.LabelledText.Label;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How much a text's labels count in the loss. Those of a small set count more, so that a thousand rows are heard beside fifty thousand:
 * by a power of the set's size, as languages do in multilingual training (Conneau et al. 2020, section 3.1), and at most three times.
 * Ten labels of one text tell less than one label each of ten texts: together they count as much as the root of their number. Aspects
 * are weighed as the labels of their text are, and not counted: each weighs little by itself.
 */
public final class TextWeights {
    /** A set with so many rows counts as it is, and so do larger ones. */
    private static final double LARGE = 20_000;
    /** 0 would leave the sets as they are, 1 would let them all count alike. */
    private static final double EVENNESS = 0.4;

    private static final double MOST = 3;

    private TextWeights() {}

    /**
     * The same rows in the same order, with the weights of their labels and aspects multiplied by what each text counts.
     *
     * @param emphasis what the texts of a set count besides, by its name; 1 for those not named
     */
    public static List<LabelledText> balanced(List<LabelledText> rows, Map<String, Double> emphasis) {
        Map<String, Long> sizes =
                rows.stream().collect(Collectors.groupingBy(LabelledText::set, Collectors.counting()));
        Map<String, Double> factors = new HashMap<>();
        sizes.forEach((set, size) -> factors.put(set, emphasis.getOrDefault(set, 1.0) * ofSet(size)));
        return rows.stream()
                .map(row -> weighted(
                        row,
                        factors.getOrDefault(row.set(), 1.0)
                                / Math.sqrt(Math.max(1, row.labels().size()))))
                .toList();
    }

    /** What a text of a set of that size counts, from 1 to 3. */
    static double ofSet(long rows) {
        return Math.clamp(Math.pow(LARGE / rows, EVENNESS), 1, MOST);
    }

    private static LabelledText weighted(LabelledText row, double factor) {
        return new LabelledText(row.set(), row.text(), weighted(row.labels(), factor), weighted(row.aspects(), factor));
    }

    private static <K> Map<K, Label> weighted(Map<K, Label> labels, double factor) {
        Map<K, Label> weighted = new HashMap<>();
        labels.forEach((key, label) -> weighted.put(key, new Label(label.target(), factor * label.weight())));
        return weighted;
    }
}
