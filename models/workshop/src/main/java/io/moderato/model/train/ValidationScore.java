package io.moderato.model.train;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.moderato.model.encoder.BertEncoder;
import io.moderato.model.evaluate.Ranking;
import io.moderato.model.serving.Batches;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The ROC AUC of each output as the mean over the sets of a validation sample; NaN if no set holds both classes. */
record ValidationScore(List<Double> aucs) {
    private static final int MAX_TOKENS = 8192;
    private static final int FEWEST = 5;

    static ValidationScore of(NDManager manager, BertEncoder encoder, List<Example> examples, int maxRows) {
        int outputs = encoder.config().labels().size();
        double[][] scores = new double[outputs][examples.size()];
        float[] ones = new float[outputs];
        Arrays.fill(ones, 1);
        int[] lengths = examples.stream().mapToInt(e -> e.tokens().length).toArray();
        boolean recording = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            for (int[] batch : Batches.byLength(lengths, maxRows, MAX_TOKENS)) {
                try (NDManager scope = manager.newSubManager()) {
                    List<Example> rows =
                            Arrays.stream(batch).mapToObj(examples::get).toList();
                    TensorBatch tensors = TensorBatch.of(scope, rows, ones, encoder.config());
                    float[] logits =
                            encoder.logits(tensors.ids(), tensors.mask(), false).toFloatArray();
                    for (int row = 0; row < batch.length; row++) {
                        for (int i = 0; i < outputs; i++) {
                            scores[i][batch[row]] = logits[row * outputs + i];
                        }
                    }
                }
            }
        } finally {
            JniUtils.setGradMode(recording);
        }
        return new ValidationScore(IntStream.range(0, outputs)
                .mapToObj(output -> mean(examples, scores[output], output))
                .toList());
    }

    /**
     * The mean over the sets that have enough rows of both classes. The sets are measured one by one, because between sets a score would
     * only tell where a text comes from.
     */
    private static double mean(List<Example> examples, double[] scores, int output) {
        return IntStream.range(0, examples.size())
                .filter(i -> examples.get(i).weights()[output] > 0)
                .boxed()
                .collect(Collectors.groupingBy(i -> examples.get(i).set()))
                .values()
                .stream()
                .mapToDouble(known -> auc(examples, scores, output, known))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private static double auc(List<Example> examples, double[] scores, int output, List<Integer> known) {
        boolean[] positive = new boolean[known.size()];
        double[] ofKnown = new double[known.size()];
        int positives = 0;
        for (int i = 0; i < ofKnown.length; i++) {
            positive[i] = examples.get(known.get(i)).targets()[output] >= 0.5;
            positives += positive[i] ? 1 : 0;
            ofKnown[i] = scores[known.get(i)];
        }
        return Math.min(positives, ofKnown.length - positives) < FEWEST ? Double.NaN : Ranking.auc(ofKnown, positive);
    }

    /** The mean over the outputs that could be measured. */
    double mean() {
        return aucs.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .average()
                .orElse(0);
    }

    /** The outputs that could be measured, in words. */
    String describe(List<String> labels) {
        return String.format(Locale.ROOT, "mean AUC %.4f (", mean())
                + IntStream.range(0, labels.size())
                        .filter(i -> Double.isFinite(aucs.get(i)))
                        .mapToObj(i -> String.format(Locale.ROOT, "%s %.4f", labels.get(i), aucs.get(i)))
                        .collect(Collectors.joining(", "))
                + ")";
    }
}
