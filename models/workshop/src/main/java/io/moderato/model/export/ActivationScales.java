package io.moderato.model.export;

import io.moderato.model.ModelException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The steps by which the inputs of an encoder's int8 layers are rounded, one for each kind of input and each layer. The steps are fixed
 * when the encoder is exported. Values larger than all recorded ones are cut off.
 */
final class ActivationScales {
    /** The number that stands for zero: the middle of seven bits. */
    static final int ZERO_POINT = 64;

    /** The number of steps from zero to the largest value. */
    private static final int STEPS = 63;

    /** The smallest step. A step of 0 would be a division by zero. */
    private static final double LEAST = 1e-6;

    /** The factor for values larger than the recorded ones, because texts are more varied than the recorded sentences. */
    private static final double ROOM = 1.1;

    /** The digits that are kept, so few that two processors export the same program. */
    private static final MathContext DIGITS = new MathContext(3);

    /** The inputs with one step for all tokens, in the order of recording. */
    enum Input {
        /** The input of queries, keys and values. */
        ATTENTION,
        /** The output of the attention. */
        CONTEXT,
        /** The input of the inner layer. */
        INNER
    }

    private final Map<Input, List<Double>> byLayer;

    private ActivationScales(Map<Input, List<Double>> byLayer) {
        this.byLayer = byLayer;
    }

    /**
     * The scales that cover the recorded values.
     *
     * @param recorded the largest value of each {@link Input}, for each window and each layer
     * @throws ModelException if a value is not a number
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
            throw new ModelException("The weights are damaged: on plain sentences, a value inside the model becomes %s"
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
