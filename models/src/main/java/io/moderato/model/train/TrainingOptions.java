package io.moderato.model.train;

import java.time.Duration;

/**
 * How a training run goes. The same options, data and machine give the same model, unless the time limit cuts in.
 *
 * @param seed of the first weights, the order of the batches and the dropout
 * @param warmStartEpochs passes over the data that give the word embeddings a first meaning; 0 for none
 * @param epochs how often each text is seen
 * @param rows texts of one step
 * @param learningRate the highest, reached after the warm-up
 * @param warmup the share of the run in which the rate rises
 * @param weightDecay of AdamW, for matrices only
 * @param clip the longest gradient, as Euclidean norm
 * @param evaluations how often the run is measured on validation
 * @param patience evaluations without a better one after which it stops
 * @param limit the longest training time; the rate decays towards its end
 * @param checkpoints time between two checkpoints
 */
public record TrainingOptions(
        long seed,
        int warmStartEpochs,
        int epochs,
        int rows,
        double learningRate,
        double warmup,
        double weightDecay,
        double clip,
        int evaluations,
        int patience,
        Duration limit,
        Duration checkpoints) {

    /** What the shipped model was trained with. */
    public static TrainingOptions standard(long seed, int epochs, Duration limit) {
        return new TrainingOptions(seed, 3, epochs, 64, 3e-4, 0.05, 0.01, 1, 10, 3, limit, Duration.ofMinutes(2));
    }

    /** The learning rate when that share of the run is done: a linear rise, then a linear fall to zero. */
    public double rateAt(double progress) {
        return progress < warmup
                ? learningRate * (progress / warmup + 1e-3)
                : learningRate * Math.max(0, (1 - progress) / (1 - warmup));
    }
}
