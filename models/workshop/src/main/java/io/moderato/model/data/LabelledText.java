package io.moderato.model.data;

import io.moderato.decision.Category;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A text with the labels of its source. A category without a label is unknown.
 *
 * @param set the data set that the text comes from
 * @param aspects other facts that the source tells about the text, by name; an encoder learns from them, but no model answers them
 */
public record LabelledText(String set, String text, Map<Category, Label> labels, Map<String, Label> aspects) {
    /**
     * The degree to which a category is true of a text.
     *
     * @param target in [0, 1]: a human's yes or no, a share of raters, or a machine's score
     * @param weight how much the label counts in training: 1 for people's labels, less for weak labels
     */
    public record Label(double target, double weight) {
        public Label {
            if (!(target >= 0 && target <= 1)) {
                throw new IllegalArgumentException("Label %s is outside [0, 1]".formatted(target));
            }
        }

        /** Whether the label counts as positive in measurements. */
        public boolean positive() {
            return target >= 0.5;
        }
    }

    public LabelledText {
        labels = Map.copyOf(labels);
        aspects = Map.copyOf(aspects);
    }

    /** A text whose source only tells the categories. */
    public LabelledText(String set, String text, Map<Category, Label> labels) {
        this(set, text, labels, Map.of());
    }

    /** Whether all known labels of the text are harmless, and toxicity or spam is one of the known labels. */
    public boolean harmless() {
        return labels.values().stream().noneMatch(Label::positive)
                && (labels.containsKey(Category.TOXICITY) || labels.containsKey(Category.SPAM));
    }

    /** Whether the source is sure that the text does not belong to that category. */
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
