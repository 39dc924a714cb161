package io.moderato.model.train;

import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The result of a run.
 *
 * @param weights the weights of the best evaluation
 * @param bestStep the step of that evaluation
 * @param bestScore the mean ROC AUC of that evaluation on the validation sample
 * @param steps the number of steps of the whole run
 * @param stepsOfEpoch the number of steps in which every text is seen once
 * @param minutes the time of training
 */
public record TrainingResult(
        Map<String, Tensor> weights, long bestStep, double bestScore, long steps, int stepsOfEpoch, double minutes) {

    /** The same result with a head that has only the first outputs. */
    public TrainingResult withFirstOutputs(int outputs) {
        Map<String, Tensor> fewer = new LinkedHashMap<>(weights);
        fewer.replaceAll(
                (name, tensor) -> name.startsWith(BertWeights.CLASSIFIER + ".") ? first(tensor, outputs) : tensor);
        return new TrainingResult(fewer, bestStep, bestScore, steps, stepsOfEpoch, minutes);
    }

    private static Tensor first(Tensor tensor, int rows) {
        long[] shape = tensor.shape().clone();
        shape[0] = rows;
        return new Tensor(shape, Arrays.copyOf(tensor.values(), (int) Tensor.elements(shape)));
    }

    /** The result in one sentence of words. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%,d steps in %.0f minutes (an epoch has %,d); the weights of step %,d were kept, mean ROC AUC %.4f on a validation sample",
                steps,
                minutes,
                stepsOfEpoch,
                bestStep,
                bestScore);
    }
}
