package io.moderato.model.encoder;

import io.moderato.model.EncoderConfig;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes a deeper encoder from a shallow one. A layer's work on a sentence is useful once more in the next layer, so the last layers are
 * copied on top and learn on from there. An encoder that begins like this needs far fewer steps than an encoder from random weights (Gong
 * et al. 2019, <a href="https://proceedings.mlr.press/v97/gong19a.html">Efficient Training of BERT by Progressively Stacking</a>).
 */
public final class LayerStacking {
    private LayerStacking() {}

    /**
     * The weights of an encoder with that many layers: all given layers, and after them copies of the last layers, in their order, as often
     * as needed. Weights outside the layers stay unchanged.
     *
     * @throws IllegalArgumentException if the encoder has more layers already
     */
    public static Map<String, Tensor> stacked(Map<String, Tensor> weights, EncoderConfig config, int layers) {
        int own = config.layers();
        if (layers < own) {
            throw new IllegalArgumentException("an encoder of %d layers cannot grow to %d".formatted(own, layers));
        }
        Map<String, Tensor> stacked = new LinkedHashMap<>(weights);
        for (int layer = own; layer < layers; layer++) {
            int source = sourceOf(layer, own, layers);
            String from = BertWeights.Layer.prefix(source);
            String to = BertWeights.Layer.prefix(layer);
            weights.forEach((name, tensor) -> {
                if (name.startsWith(from)) {
                    stacked.put(to + name.substring(from.length()), tensor);
                }
            });
        }
        return stacked;
    }

    /**
     * The layer of which that layer is a copy: one of the layers nearest to the top, because a copy must accept the output of the last
     * layer.
     */
    private static int sourceOf(int layer, int own, int layers) {
        return own - 1 - (layers - 1 - layer) % own;
    }
}
