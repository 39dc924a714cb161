package io.moderato.model.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.moderato.model.EncoderConfig;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;

/**
 * Examples of a batch as arrays.
 *
 * @param ids int64, rows × tokens
 * @param mask float32, rows × tokens, 0 for padding
 * @param targets float32, rows × outputs
 * @param weights float32, rows × outputs, divided by the sum that they have before positives count more
 * @param priors float32, rows × outputs, added to the logits of a loss
 * @param tokens the number of tokens without padding
 */
record TensorBatch(NDArray ids, NDArray mask, NDArray targets, NDArray weights, NDArray priors, int tokens) {
    /**
     * The multiple to which rows are padded, in tokens. The engine makes machine code for each shape and keeps a thousand pieces of it;
     * with a shape for each length, it made the code again and again.
     */
    private static final int LENGTHS = 4;

    /**
     * @param positiveWeights for each output, the factor for the weight of positives
     * @param config the shape of the encoder that reads the batch
     */
    static TensorBatch of(NDManager scope, List<Example> rows, float[] positiveWeights, EncoderConfig config) {
        int longest = 0;
        for (Example example : rows) {
            longest = Math.max(longest, example.tokens().length);
        }
        longest = Math.max(longest, Math.min(config.positions(), Math.ceilDiv(longest, LENGTHS) * LENGTHS));
        int outputs = positiveWeights.length;
        long[] ids = new long[rows.size() * longest];
        float[] mask = new float[ids.length];
        float[] targets = new float[rows.size() * outputs];
        float[] weights = new float[targets.length];
        float[] priors = new float[targets.length];
        double known = 0;
        int tokens = 0;
        for (int r = 0; r < rows.size(); r++) {
            Example example = rows.get(r);
            for (int i = 0; i < longest; i++) {
                boolean token = i < example.tokens().length;
                ids[r * longest + i] = token ? example.tokens()[i] : config.paddingId();
                mask[r * longest + i] = token ? 1 : 0;
            }
            tokens += example.tokens().length;
            for (int i = 0; i < outputs; i++) {
                float target = example.targets()[i];
                float weight = example.weights()[i];
                targets[r * outputs + i] = target;
                priors[r * outputs + i] = example.priors()[i];
                weights[r * outputs + i] = weight * (1 + (positiveWeights[i] - 1) * target);
                known += weight;
            }
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= (float) Math.max(1, known);
        }
        Shape shape = new Shape(rows.size(), longest);
        Shape labels = new Shape(rows.size(), outputs);
        return new TensorBatch(
                scope.create(LongBuffer.wrap(ids), shape),
                scope.create(FloatBuffer.wrap(mask), shape),
                scope.create(FloatBuffer.wrap(targets), labels),
                scope.create(FloatBuffer.wrap(weights), labels),
                scope.create(FloatBuffer.wrap(priors), labels),
                tokens);
    }

    /**
     * The binary cross-entropy of the known labels: the weighted mean of (softplus(x) − target × x). The formula is stable for any logit
     * and right for soft targets.
     */
    NDArray loss(NDArray logits) {
        NDArray shifted = logits.add(priors);
        NDArray each = shifted.getNDArrayInternal().softPlus().sub(shifted.mul(targets));
        return each.mul(weights).sum();
    }
}
