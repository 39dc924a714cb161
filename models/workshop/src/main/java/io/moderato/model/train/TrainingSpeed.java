package io.moderato.model.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.moderato.model.EncoderConfig;
import io.moderato.model.encoder.Arithmetic;
import io.moderato.model.encoder.BertEncoder;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.BertWeights.Head;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Training steps on random texts, for measuring their time. A step has the same parts as in {@link Trainer}: forwards, backwards and the
 * optimiser.
 */
public final class TrainingSpeed implements AutoCloseable {
    private static final long SEED = 1;
    private static final double RATE = 1e-5;

    private final EncoderConfig config;
    private final Engine engine = Engine.getEngine("PyTorch");
    private final NDManager manager = engine.newBaseManager();
    private final BertEncoder encoder;
    private final AdamW optimizer;
    private final List<Example> examples = new ArrayList<>();
    private final float[] positiveWeights;

    /** Prepares steps with that many texts of that many tokens each. */
    public TrainingSpeed(EncoderConfig config, Arithmetic arithmetic, int rows, int tokens) {
        this.config = config;
        int outputs = config.labels().size();
        Random random = new Random(SEED);
        float[] ones = new float[outputs];
        Arrays.fill(ones, 1);
        for (int row = 0; row < rows; row++) {
            float[] targets = new float[outputs];
            for (int i = 0; i < outputs; i++) {
                targets[i] = random.nextInt(2);
            }
            long[] ids = random.longs(tokens, 1, config.vocabularySize()).toArray();
            examples.add(new Example("random", ids, targets, ones, new float[outputs]));
        }
        this.positiveWeights = ones;
        this.encoder = new BertEncoder(
                manager, config, Head.CLASSIFIER, arithmetic, BertWeights.initial(config, Head.CLASSIFIER, SEED));
        encoder.weights().values().forEach(weight -> weight.setRequiresGradient(true));
        this.optimizer = new AdamW(manager, encoder.weights(), 0.01, 1);
    }

    /** Does one step. */
    public void step() {
        try (GradientCollector collector = engine.newGradientCollector();
                NDManager scope = manager.newSubManager()) {
            TensorBatch batch = TensorBatch.of(scope, examples, positiveWeights, config);
            collector.backward(batch.loss(encoder.logits(batch.ids(), batch.mask(), true)));
            optimizer.step(RATE);
        }
    }

    @Override
    public void close() {
        optimizer.close();
        encoder.close();
        manager.close();
    }
}
