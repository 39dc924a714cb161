package io.moderato.model.weights;

import io.moderato.model.EncoderConfig;
import java.util.Arrays;
import java.util.Map;

/**
 * First weights with which an encoder looks at the neighbours of a word from the first training step. With random first weights, an encoder
 * guesses masked words without regard to word order for millions of tokens, until its attention has learned the positions. Here the
 * positions begin as sines and cosines. In the first layers, the query of a head is its key turned by a few places, so that the head
 * attends to the word at that distance. All these weights are trained like others. Source: the sinusoids of Vaswani et al. 2017; the idea
 * to begin from the structure that trained attention has, of Trockman and Kolter 2023 ("Mimetic initialization of self-attention layers").
 */
final class NeighbourAttention {
    /** The number of layers that begin so; the layers above them begin random. */
    private static final int LAYERS = 2;
    /** The size of the positions, equal to the first size of the words. So half of a layer's input says where, and half says which word. */
    private static final double AMPLITUDE = Math.sqrt(2) * BertWeights.WORDS_DEVIATION;
    /** The distances at which the heads of a layer look, one after the other. */
    private static final int[] PLACES = {-1, 1, -3, 3};

    private NeighbourAttention() {}

    /** Replaces the positions and the first layers' queries and keys. Heads of an odd width stay as they are. */
    static void put(Map<String, Tensor> weights, EncoderConfig config) {
        int headWidth = config.width() / config.heads();
        if (headWidth % 2 != 0) {
            return;
        }
        positions(weights, config, headWidth);
        for (int layer = 0; layer < Math.min(LAYERS, config.layers()); layer++) {
            BertWeights.Layer names = BertWeights.Layer.of(layer);
            float[] query = values(weights, names.query() + ".weight");
            float[] key = values(weights, names.key() + ".weight");
            Arrays.fill(query, 0);
            Arrays.fill(key, 0);
            for (int head = 0; head < config.heads(); head++) {
                int place = PLACES[head % PLACES.length];
                for (int pair = 0; pair < headWidth / 2; pair++) {
                    int cosine = head * headWidth + 2 * pair;
                    double angle = frequency(head, pair, headWidth) * place;
                    key[cosine * config.width() + cosine] = 1;
                    key[(cosine + 1) * config.width() + cosine + 1] = 1;
                    query[cosine * config.width() + cosine] = (float) Math.cos(angle);
                    query[cosine * config.width() + cosine + 1] = (float) -Math.sin(angle);
                    query[(cosine + 1) * config.width() + cosine] = (float) Math.sin(angle);
                    query[(cosine + 1) * config.width() + cosine + 1] = (float) Math.cos(angle);
                }
            }
        }
    }

    private static void positions(Map<String, Tensor> weights, EncoderConfig config, int headWidth) {
        float[] positions = values(weights, BertWeights.POSITIONS);
        for (int position = 0; position < config.positions(); position++) {
            for (int head = 0; head < config.heads(); head++) {
                for (int pair = 0; pair < headWidth / 2; pair++) {
                    int at = position * config.width() + head * headWidth + 2 * pair;
                    double angle = frequency(head, pair, headWidth) * position;
                    positions[at] = (float) (AMPLITUDE * Math.cos(angle));
                    positions[at + 1] = (float) (AMPLITUDE * Math.sin(angle));
                }
            }
        }
    }

    /**
     * The frequency in radians for each place. The frequencies are evenly spaced for a head that looks at one word; more of them are low
     * for a head that looks at several words around a place.
     */
    private static double frequency(int head, int pair, int headWidth) {
        double share = (pair + 0.5) / (headWidth / 2.0);
        boolean near = Math.abs(PLACES[head % PLACES.length]) == 1;
        return Math.PI / 2 * (near ? share : share * share);
    }

    private static float[] values(Map<String, Tensor> weights, String name) {
        Tensor tensor = weights.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("No weight " + name);
        }
        return tensor.values();
    }
}
