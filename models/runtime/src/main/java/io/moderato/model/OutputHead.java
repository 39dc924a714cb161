package io.moderato.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.moderato.decision.Category;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rule that makes categories of the outputs of a head, for a head that does not have one output for each category.
 *
 * @param activation the function that makes probabilities of the outputs
 * @param outputs for each category, the positions of the outputs that speak for it; an output that speaks for no category means harmless
 *     text, or something that we do not ask about
 */
public record OutputHead(Activation activation, Map<Category, List<Integer>> outputs) {
    /** The function that makes probabilities of the outputs of a head. */
    public enum Activation {
        /** Each output answers its own yes-or-no question. */
        SIGMOID,
        /** Exactly one of the outputs is true; their probabilities sum to 1. */
        SOFTMAX;

        /** The name used in model folders. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The activation of that name.
         *
         * @throws IllegalArgumentException if no activation has that name
         */
        @JsonCreator
        public static Activation ofKey(String key) {
            for (Activation activation : values()) {
                if (activation.key().equals(key)) {
                    return activation;
                }
            }
            throw new IllegalArgumentException("Unknown activation '%s'; known are sigmoid and softmax".formatted(key));
        }
    }

    /** Checks that each category has outputs, and no output twice. */
    public OutputHead {
        if (activation == null) {
            throw new IllegalArgumentException("activation of the head is missing");
        }
        if (outputs == null || outputs.isEmpty()) {
            throw new IllegalArgumentException("outputs of the head are missing");
        }
        EnumMap<Category, List<Integer>> copy = new EnumMap<>(Category.class);
        outputs.forEach((category, positions) -> {
            if (positions == null || positions.isEmpty()) {
                throw new IllegalArgumentException("%s has no outputs".formatted(category.key()));
            }
            if (positions.stream().distinct().count() != positions.size()) {
                throw new IllegalArgumentException("outputs of %s repeat: %s".formatted(category.key(), positions));
            }
            copy.put(category, List.copyOf(positions));
        });
        outputs = Collections.unmodifiableMap(copy);
    }

    /**
     * Checks that the head has all these outputs, and for softmax that at least one output is left for harmless text.
     *
     * @throws IllegalArgumentException naming the category at fault
     */
    void check(int available) {
        outputs.forEach((category, positions) -> {
            for (int position : positions) {
                if (position < 0 || position >= available) {
                    throw new IllegalArgumentException(
                            "%s reads output %d of a head with %d".formatted(category.key(), position, available));
                }
            }
            if (activation == Activation.SOFTMAX && positions.size() == available) {
                throw new IllegalArgumentException(
                        "%s takes every output of a softmax head, so it would always be 1".formatted(category.key()));
            }
        });
    }

    /**
     * The logit of the category's probability. For softmax the probability is the sum over the category's outputs; for sigmoid the logit is
     * the highest of them.
     */
    float logit(Category category, float[] values) {
        List<Integer> own = outputs.getOrDefault(category, List.of());
        return switch (activation) {
            case SIGMOID -> {
                float highest = Float.NEGATIVE_INFINITY;
                for (int position : own) {
                    highest = Math.max(highest, values[position]);
                }
                yield highest;
            }
            // the logit of p is log(p / (1 - p)); the common denominator of the softmax cancels out
            case SOFTMAX -> (float) (logSum(values, own, true) - logSum(values, own, false));
        };
    }

    private static double logSum(float[] values, List<Integer> positions, boolean inside) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            if (positions.contains(i) == inside) {
                highest = Math.max(highest, values[i]);
            }
        }
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            if (positions.contains(i) == inside) {
                sum += Math.exp(values[i] - highest);
            }
        }
        return highest + Math.log(sum);
    }
}
