package io.moderato.model.data;

import io.moderato.decision.Category;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A text and what its source says about it. A category without a label is unknown.
 *
 * @param set the data set it comes from
 * @param aspects what else the source says of it, by name: an encoder learns from it, but no model answers it
 */
public record LabelledText(String set, String text, Map<Category, Label> labels, Map<String, Label> aspects) {
    /**
     * How true a category is of a text.
     *
     * @param target in [0, 1]: a human's yes or no, a share of raters, or a machine's score
     * @param weight how much it counts in training: 1 for people's labels, less for weak ones
     */
    public record Label(double target, double weight) {
        public Label {
            if (!(target >= 0 && target <= 1)) {
                throw new IllegalArgumentException("Label %s is outside [0, 1]".formatted(target));
            }
        }

        /** Whether it counts as a positive when measuring. */
        public boolean positive() {
            return target >= 0.5;
        }
    }

    public LabelledText {
        labels = Map.copyOf(labels);
        aspects = Map.copyOf(aspects);
    }

    /** A text of which the source says no more than its categories. */
    public LabelledText(String set, String text, Map<Category, Label> labels) {
        this(set, text, labels, Map.of());
    }

    /** Whether everything that is known about the text is harmless, toxicity or spam among it. */
    public boolean harmless() {
        return labels.values().stream().noneMatch(Label::positive)
                && (labels.containsKey(Category.TOXICITY) || labels.containsKey(Category.SPAM));
    }

    /** Whether its source is sure that the text does not belong to a category. */
    public boolean isNot(Category category) {
        Label label = labels.get(category);
        return label != null && label.target() == 0;
    }

    /** Whether there are positives and negatives of a category among the rows, so that it can be learned or measured. */
    public static boolean haveBoth(List<LabelledText> rows, Category category) {
        boolean positive = false;
        boolean negative = false;
        for (LabelledText row : rows) {
            Label label = row.labels.get(category);
            positive |= label != null && label.positive();
            negative |= label != null && !label.positive();
        }
        return positive && negative;
    }

    /** Collects the labels of one text. */
    static final class Labels {
        private final Map<Category, Label> labels = new EnumMap<>(Category.class);
        private final Map<String, Label> aspects = new HashMap<>();

        Labels people(Category category, double target) {
            labels.put(category, new Label(target, 1));
            return this;
        }

        Labels weak(Category category, double target, double weight) {
            labels.put(category, new Label(target, weight));
            return this;
        }

        void aspect(String name, double target, double weight) {
            aspects.put(name, new Label(target, weight));
        }

        Map<Category, Label> map() {
            return labels;
        }

        Map<String, Label> aspects() {
            return aspects;
        }
    }
}
