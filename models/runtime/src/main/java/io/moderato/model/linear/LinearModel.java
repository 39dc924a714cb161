package io.moderato.model.linear;

import io.moderato.model.CalibratedScorer;
import io.moderato.model.Outputs;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A logistic regression over n-grams of words and characters with one output for each category. The features are hashed to 32 bits. Only
 * the features that matter most have weights, of eight bits each. Thread-safe.
 */
public final class LinearModel implements CalibratedScorer {
    private final Outputs outputs;
    private final int[] features;
    private final byte[] weights;
    private final float[] scales;
    private final float[] biases;
    /** The features in an open-addressing table; 0 marks a free slot. */
    private final int[] keys;
    /** The weights of the feature in each slot: one weight for each category, one after the other. */
    private final byte[] slots;

    /**
     * A model of those weights.
     *
     * @param features different hashes in unsigned order, none of them 0
     * @param weights for each feature, one weight for each category, one after the other
     * @param scales the factor by which the weights are multiplied, by category
     * @param biases the logit of a text without known features, by category
     */
    public LinearModel(Outputs outputs, int[] features, byte[] weights, float[] scales, float[] biases) {
        int width = outputs.categories().size();
        if (weights.length != (long) features.length * width || scales.length != width || biases.length != width) {
            throw new IllegalArgumentException(
                    "%d features and %d categories do not fit %d weights, %d scales, %d biases"
                            .formatted(features.length, width, weights.length, scales.length, biases.length));
        }
        this.outputs = outputs;
        this.features = features;
        this.weights = weights;
        this.scales = scales;
        this.biases = biases;
        this.keys = new int[Integer.highestOneBit(Math.max(8, features.length)) * 4];
        this.slots = new byte[keys.length * width];
        for (int i = 0; i < features.length; i++) {
            int slot = slot(features[i]);
            keys[slot] = features[i];
            System.arraycopy(weights, i * width, slots, slot * width, width);
        }
    }

    /**
     * Reads the model of that file.
     *
     * @throws io.moderato.model.ModelException if the file is missing, cut short, damaged or of another format
     */
    public static LinearModel load(Path file) {
        return LinearFile.read(file);
    }

    /** Writes the model to that file; the file is replaced whole. */
    public void save(Path file) {
        LinearFile.write(this, file);
    }

    @Override
    public String name() {
        return "linear";
    }

    @Override
    public Outputs outputs() {
        return outputs;
    }

    @Override
    public long bytes() {
        return LinearFile.bytes(this).length;
    }

    @Override
    public double[][] logits(List<String> texts) {
        TextFeatures reader = new TextFeatures();
        double[][] logits = new double[texts.size()][];
        for (int i = 0; i < logits.length; i++) {
            double[] highest = new double[outputs.categories().size()];
            Arrays.fill(highest, Double.NEGATIVE_INFINITY);
            for (String window : Windows.of(texts.get(i))) {
                double[] of = logits(reader.of(window));
                for (int output = 0; output < highest.length; output++) {
                    highest[output] = Math.max(highest[output], of[output]);
                }
            }
            logits[i] = highest;
        }
        return logits;
    }

    private double[] logits(int[] of) {
        int width = scales.length;
        // sums of integers are the same in any order and on any machine
        int[] sums = new int[width];
        for (int feature : of) {
            int slot = slot(feature);
            if (keys[slot] != 0) {
                int base = slot * width;
                for (int output = 0; output < width; output++) {
                    sums[output] += slots[base + output];
                }
            }
        }
        double length = length(of.length);
        double[] logits = new double[width];
        for (int output = 0; output < width; output++) {
            logits[output] = sums[output] * scales[output] / length + biases[output];
        }
        return logits;
    }

    /** The Euclidean length of a text with that many features, if each feature counts once. */
    public static double length(int features) {
        return Math.sqrt(Math.max(1, features));
    }

    /** The slot of that feature, or the free slot where the feature would be put. */
    private int slot(int feature) {
        int mask = keys.length - 1;
        int slot = feature & mask;
        while (keys[slot] != 0 && keys[slot] != feature) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** The same weights with that calibration and those limits. */
    public LinearModel with(Outputs other) {
        return new LinearModel(other, features, weights, scales, biases);
    }

    /** The number of features with a weight. */
    public int size() {
        return features.length;
    }

    int[] features() {
        return features.clone();
    }

    byte[] weights() {
        return weights.clone();
    }

    float[] scales() {
        return scales.clone();
    }

    float[] biases() {
        return biases.clone();
    }
}
