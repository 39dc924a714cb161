package io.moderato.model.train;

import io.moderato.model.weights.Tensor;
import java.util.Locale;
import java.util.Map;

/**
 * What a run ended with.
 *
 * @param weights those of the best evaluation
 * @param bestStep the step of that evaluation
 * @param bestScore its mean ROC AUC on the validation sample
 * @param steps steps of the whole run
 * @param stepsOfEpoch steps in which every text is seen once
 * @param minutes time spent training
 */
public record TrainingResult(
        Map<String, Tensor> weights, long bestStep, double bestScore, long steps, int stepsOfEpoch, double minutes) {

    /** One sentence for a person. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%,d steps in %.0f minutes (an epoch has %,d); the weights of step %,d did best on a validation sample, mean ROC AUC %.4f",
                steps,
                minutes,
                stepsOfEpoch,
                bestStep,
                bestScore);
    }
}
