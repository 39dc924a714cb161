package io.moderato.model.train;

import ai.djl.ndarray.NDManager;
import io.moderato.model.EncoderConfig;
import io.moderato.model.encoder.BertEncoder;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.BertWeights.Head;
import io.moderato.model.weights.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Trains an encoder and its classifier on labelled examples. */
public final class Trainer {
    private static final int WARM_START_EPOCHS = 3;

    private final TrainingOptions options;
    private final EncoderConfig config;
    private final Examples examples;
    private final List<Example> validation;
    private final float[] positiveWeights;
    private final String learnsFrom;
    private final Path state;
    private final Progress progress;

    /**
     * @param learnsFrom the origin of the examples and of the first weights; a checkpoint of a run with another origin is refused
     * @param state folder for checkpoints
     */
    public Trainer(
            TrainingOptions options,
            EncoderConfig config,
            Examples examples,
            List<Example> validation,
            String learnsFrom,
            Path state,
            Progress progress) {
        this.options = options;
        this.config = config;
        this.examples = examples;
        this.validation = validation;
        this.learnsFrom = learnsFrom;
        this.state = state;
        this.progress = progress;
        this.positiveWeights = positiveWeights(examples.plain(), config.labels().size());
    }

    /**
     * Trains to the end, to the time limit, or until further evaluations get no better. Returns the weights that did best on validation, or
     * the last weights if they are as good.
     *
     * @param resume whether to go on from a checkpoint, if there is one; otherwise the run starts anew
     * @param pretrained the first weights of the classifier; empty for random weights
     */
    public TrainingResult train(boolean resume, Map<String, Tensor> pretrained) {
        return new TrainingLoop(options, config, Head.CLASSIFIER, new Classification(), state, progress)
                .run(resume, () -> first(pretrained));
    }

    private Map<String, Tensor> first(Map<String, Tensor> pretrained) {
        if (!pretrained.isEmpty()) {
            return pretrained;
        }
        Map<String, Tensor> weights = BertWeights.initial(config, options.seed());
        warmStart(weights);
        return weights;
    }

    private void warmStart(Map<String, Tensor> weights) {
        Tensor words = weights.get(BertWeights.WORDS);
        if (words != null) {
            double loss = WordWarmStart.train(
                    words.values(),
                    config.width(),
                    examples.plain(),
                    positiveWeights,
                    WARM_START_EPOCHS,
                    options.seed());
            progress.say(String.format(Locale.ROOT, "word embeddings warmed up, loss %.4f", loss));
        }
    }

    private final class Classification implements TrainingLoop.Task {
        private final EpochBatches batches = new EpochBatches(examples, options.rows(), options.seed());

        @Override
        public int stepsOfEpoch() {
            return batches.ofEpoch();
        }

        @Override
        public String fingerprint() {
            return learnsFrom;
        }

        @Override
        public TrainingLoop.Step step(BertEncoder encoder, NDManager scope, long step) {
            TensorBatch batch = TensorBatch.of(scope, batches.at(step), positiveWeights, config);
            return new TrainingLoop.Step(batch.loss(encoder.logits(batch.ids(), batch.mask(), true)), batch.tokens());
        }

        @Override
        public TrainingLoop.Evaluation evaluate(BertEncoder encoder, NDManager manager) {
            ValidationScore score = ValidationScore.of(manager, encoder, validation, options.rows());
            return new TrainingLoop.Evaluation(score.mean(), score.describe(config.labelsInOrder()));
        }
    }

    /**
     * The factors for positives, so that rare categories count more: the square root of negatives divided by positives, at most 4.
     * Calibration corrects the probabilities later.
     */
    private static float[] positiveWeights(List<Example> examples, int outputs) {
        double[] positives = new double[outputs];
        double[] known = new double[outputs];
        for (Example example : examples) {
            for (int i = 0; i < outputs; i++) {
                known[i] += example.weights()[i];
                positives[i] += example.weights()[i] * example.targets()[i];
            }
        }
        float[] weights = new float[outputs];
        for (int i = 0; i < outputs; i++) {
            double ratio = (known[i] - positives[i]) / Math.max(1, positives[i]);
            weights[i] = (float) Math.clamp(Math.sqrt(ratio), 1, 4);
        }
        return weights;
    }
}
