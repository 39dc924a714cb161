package io.moderato.model.export;

import io.moderato.model.ModelException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The step of the inputs of an encoder's int8 layers, fixed when it is exported, for each kind of input and each layer. What is larger
 * than anything that was recorded is cut off.
 */
final class ActivationScales {
    /** What zero becomes: the middle of seven bits. */
    static final int ZERO_POINT = 64;

    /** Steps from zero to the largest value. */
    private static final int STEPS = 63;

    /** A step of 0 divides by it. */
    private static final double LEAST = 1e-6;

    /** Texts hold more than the sentences that are recorded. */
    private static final double ROOM = 1.1;

    /** So many digits stay, so that two processors export the same program. */
    private static final MathContext DIGITS = new MathContext(3);

    /** The inputs with one step for all tokens, in the order of recording. */
    enum Input {
        /** Of queries, keys and values. */
        ATTENTION,
        /** What attention gathered. */
        CONTEXT,
        /** Of the inner layer. */
        INNER
    }

    private final Map<Input, List<Double>> byLayer;

    private ActivationScales(Map<Input, List<Double>> byLayer) {
        this.byLayer = byLayer;
    }

    /**
     * Scales that hold what was recorded.
     *
     * @param recorded for each window, for each layer, the largest value of each {@link Input}
     * @throws ModelException if one is not a number
     */
    static ActivationScales of(float[][] recorded, int layers) {
        Map<Input, List<Double>> byLayer = new EnumMap<>(Input.class);
        for (Input input : Input.values()) {
            List<Double> scales = new ArrayList<>(layers);
            for (int layer = 0; layer < layers; layer++) {
                scales.add(scale(recorded, layer * Input.values().length + input.ordinal()));
            }
            byLayer.put(input, List.copyOf(scales));
        }
        return new ActivationScales(byLayer);
    }

    private static double scale(float[][] recorded, int column) {
        double largest = 0;
        for (float[] window : recorded) {
            largest = Math.max(largest, window[column]);
        }
        if (!Double.isFinite(largest)) {
            throw new ModelException("The weights are damaged: a value inside the model becomes %s on plain sentences"
                    .formatted(largest));
        }
        return new BigDecimal(Math.max(largest, LEAST) * ROOM / STEPS)
                .round(DIGITS)
                .doubleValue();
    }

    /** The scales of that input, layer after layer. */
    List<Double> byLayer(Input input) {
        return byLayer.getOrDefault(input, List.of());
    }
}
