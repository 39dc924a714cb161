package io.moderato.model.train;

import io.moderato.model.Logistic;
import java.util.List;
import java.util.Random;

/**
 * Gives the word embeddings a first meaning before the encoder is trained. Here a text is the mean of its words, and each output is a
 * linear function of this mean. This learns the meaning of single words in seconds; an encoder from random weights needs most of its first
 * epoch for that. Source: the supervised model of Joulin et al. 2016, with AdaGrad.
 */
final class WordWarmStart {
    private static final double RATE = 0.03;
    private static final double EPSILON = 1e-8;

    private final int width;
    private final float[] words;
    private final float[] wordSquares;
    private final float[] head;
    private final float[] headSquares;
    private final float[] bias;
    private final float[] positiveWeights;

    private WordWarmStart(float[] words, int width, float[] positiveWeights, long seed) {
        this.words = words;
        this.width = width;
        this.positiveWeights = positiveWeights;
        this.wordSquares = new float[words.length];
        this.head = new float[positiveWeights.length * width];
        this.headSquares = new float[head.length];
        this.bias = new float[positiveWeights.length];
        Random random = new Random(seed);
        for (int i = 0; i < head.length; i++) {
            head[i] = (float) (random.nextGaussian() / Math.sqrt(width));
        }
    }

    /**
     * Trains the embeddings in place.
     *
     * @param words vocabulary × width
     * @param positiveWeights for each output, the factor for the weight of positives
     * @return the mean loss of a known label in the last epoch
     */
    static double train(
            float[] words, int width, List<Example> examples, float[] positiveWeights, int epochs, long seed) {
        WordWarmStart model = new WordWarmStart(words, width, positiveWeights, seed);
        EpochBatches batches = new EpochBatches(Examples.fixed(examples), 64, seed);
        double loss = 0;
        for (int epoch = 0; epoch < epochs; epoch++) {
            double sum = 0;
            long known = 0;
            for (int batch = 0; batch < batches.ofEpoch(); batch++) {
                for (Example example : batches.at((long) epoch * batches.ofEpoch() + batch)) {
                    sum += model.step(example, RATE * (1 - epoch / (double) epochs));
                    for (float weight : example.weights()) {
                        known += weight > 0 ? 1 : 0;
                    }
                }
            }
            loss = sum / Math.max(1, known);
        }
        return loss;
    }

    private double step(Example example, double rate) {
        long[] tokens = example.tokens();
        int count = tokens.length - 2;
        if (count < 1) {
            return 0;
        }
        float[] mean = new float[width];
        for (int t = 1; t <= count; t++) {
            int row = (int) tokens[t] * width;
            for (int i = 0; i < width; i++) {
                mean[i] += words[row + i];
            }
        }
        for (int i = 0; i < width; i++) {
            mean[i] /= count;
        }
        float[] gradient = new float[width];
        double loss = 0;
        for (int output = 0; output < bias.length; output++) {
            float weight = example.weights()[output];
            if (weight > 0) {
                float target = example.targets()[output];
                weight *= 1 + (positiveWeights[output] - 1) * target;
                loss += weight * output(output, example.priors()[output], mean, target, weight, gradient, rate);
            }
        }
        for (int t = 1; t <= count; t++) {
            int row = (int) tokens[t] * width;
            for (int i = 0; i < width; i++) {
                update(words, wordSquares, row + i, gradient[i] / count, rate);
            }
        }
        return loss;
    }

    private double output(
            int output, float prior, float[] mean, float target, float weight, float[] gradient, double rate) {
        double logit = bias[output] + prior;
        int row = output * width;
        for (int i = 0; i < width; i++) {
            logit += head[row + i] * mean[i];
        }
        double probability = Logistic.of(logit);
        float error = (float) (weight * (probability - target));
        for (int i = 0; i < width; i++) {
            gradient[i] += error * head[row + i];
            update(head, headSquares, row + i, error * mean[i], rate);
        }
        bias[output] -= (float) (rate * error);
        return -(target * Math.log(probability + 1e-12) + (1 - target) * Math.log(1 - probability + 1e-12));
    }

    private static void update(float[] values, float[] squares, int index, float gradient, double rate) {
        squares[index] += gradient * gradient;
        values[index] -= (float) (rate * gradient / Math.sqrt(squares[index] + EPSILON));
    }
}
