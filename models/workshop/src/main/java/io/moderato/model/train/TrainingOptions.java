package io.moderato.model.train;

import io.moderato.model.encoder.Arithmetic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of a training run. The same options, data and machine give the same model, unless the time limit ends the run.
 *
 * @param seed the seed of the first weights, the order of the batches and the dropout
 * @param epochs the number of times that each text is seen
 * @param rows the number of texts in one step
 * @param learningRate the highest rate, which is reached after the warm-up
 * @param warmupSteps the number of steps in which the rate rises
 * @param fall the share of the run, at its end, in which the rate falls to zero; between rise and fall the rate is constant
 * @param weightDecay the weight decay of AdamW, for matrices only
 * @param clip the largest Euclidean norm of a gradient
 * @param evaluations the number of times that the run is measured on validation
 * @param patience the number of evaluations without a better one, in the second half of a run, after which the run stops
 * @param limit the longest training time; the rate falls towards the end of this time
 * @param checkpoints the time between two checkpoints
 * @param arithmetic the numbers with which matrices are multiplied
 */
public record TrainingOptions(
        long seed,
        int epochs,
        int rows,
        double learningRate,
        int warmupSteps,
        double fall,
        double weightDecay,
        double clip,
        int evaluations,
        int patience,
        Duration limit,
        Duration checkpoints,
        Arithmetic arithmetic) {

    /** The highest rate of a classifier that learns for the first time. */
    public static final double STANDARD_RATE = 3e-4;

    private static final double LARGEST_RATE = 0.1;

    /** Checks the rate. */
    public TrainingOptions {
        if (!(learningRate > 0 && learningRate <= LARGEST_RATE)) {
            throw new IllegalArgumentException(
                    "a learning rate of %s is not above 0 and at most %s".formatted(learningRate, LARGEST_RATE));
        }
    }

    /** The options for a classifier. */
    public static TrainingOptions standard(long seed, int epochs, Duration limit) {
        return standard(seed, epochs, limit, STANDARD_RATE);
    }

    /** The options for a classifier with another highest rate. */
    public static TrainingOptions standard(long seed, int epochs, Duration limit, double rate) {
        return new TrainingOptions(
                seed, epochs, 64, rate, 300, 0.95, 0.01, 1, 10, 3, limit, Duration.ofMinutes(2), Arithmetic.fastest());
    }

    /** The options for a masked language model. The rate stays high for most of the run, so that a finished run can be made longer. */
    public static TrainingOptions pretraining(long seed, int epochs, Duration limit) {
        return new TrainingOptions(
                seed,
                epochs,
                32,
                8e-4,
                300,
                0.25,
                0.01,
                1,
                20,
                Integer.MAX_VALUE,
                limit,
                Duration.ofMinutes(3),
                Arithmetic.fastest());
    }

    /**
     * The learning rate of a step: a linear rise, a plateau, a linear fall to zero.
     *
     * @param done the share of the run that is done
     */
    public double rateAt(long step, double done) {
        double risen = warmupSteps == 0 ? 1 : Math.min(1, (step + 1) / (double) warmupSteps);
        return learningRate * Math.min(risen, Math.clamp((1 - done) / fall, 0, 1));
    }

    /** The options in the form for a run's record. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("seed", String.valueOf(seed));
        parameters.put("epochs", String.valueOf(epochs));
        parameters.put("rows", String.valueOf(rows));
        parameters.put("learning_rate", String.valueOf(learningRate));
        parameters.put("warmup_steps", String.valueOf(warmupSteps));
        parameters.put("fall", String.valueOf(fall));
        parameters.put("weight_decay", String.valueOf(weightDecay));
        parameters.put("clip", String.valueOf(clip));
        parameters.put("minutes", String.valueOf(limit.toMinutes()));
        parameters.put("arithmetic", arithmetic.toString());
        return parameters;
    }

    /** The options that must be the same in a resumed run. The time limit may differ. */
    String fingerprint() {
        return "seed %d, epochs %d, rows %d, rate %s, warm-up %d, fall %s, decay %s, clip %s"
                .formatted(seed, epochs, rows, learningRate, warmupSteps, fall, weightDecay, clip);
    }
}
