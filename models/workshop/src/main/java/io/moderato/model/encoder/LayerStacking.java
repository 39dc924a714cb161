package io.moderato.model.encoder;

import io.moderato.model.EncoderConfig;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A deeper encoder out of a shallow one. What its layers do to a sentence is useful again one layer further on, so the last of them stand
 * on top once more and learn from there; an encoder that begins like this needs far fewer steps than one from random weights (Gong et al.
 * 2019, <a href="https://proceedings.mlr.press/v97/gong19a.html">Efficient Training of BERT by Progressively Stacking</a>).
 */
public final class LayerStacking {
    private LayerStacking() {}

    /**
     * The weights of an encoder of that many layers: all of these, and behind the last layer the last ones again, in their order, as often
     * as it takes. Weights that belong to no layer stay as they are.
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

    /** Which layer stands again: those nearest to the top, for what follows the last layer has been the head's input. */
    private static int sourceOf(int layer, int own, int layers) {
        return own - 1 - (layers - 1 - layer) % own;
    }
}
