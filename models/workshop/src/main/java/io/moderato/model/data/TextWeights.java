package io.moderato.model.data;

import io.moderato.model.data.LabelledText.Label;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The weights of texts' labels in the loss. Labels of a small set count more, so that a thousand rows still matter beside fifty thousand:
 * their weight is a power of the set's size, as for languages in multilingual training (Conneau et al. 2020, section 3.1), and at most
 * three. Ten labels of one text tell less than one label each of ten texts, so together they count as much as the root of their number.
 * Aspects get the weight of their text's labels, but do not count in that number, because each weighs little.
 */
public final class TextWeights {
    /** The number of rows from which a set's labels are not weighted. */
    private static final double LARGE = 20_000;
    /** The exponent of the set's size: 0 would leave all sets unweighted, 1 would let all sets count the same. */
    private static final double EVENNESS = 0.4;

    private static final double MOST = 3;

    private TextWeights() {}

    /**
     * The same rows in the same order. The weights of their labels and aspects are multiplied by the weight of the text.
     *
     * @param emphasis a further factor for the texts of a set, by the set's name; 1 for sets that are not named
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

    /** The weight of a text in a set of that size, from 1 to 3. */
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
