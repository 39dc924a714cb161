package io.moderato.model.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.moderato.model.encoder.BertEncoder;
import io.moderato.model.train.TrainingLoop;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;

/** The task of guessing hidden words: the loss is the cross-entropy of the hidden pieces. */
final class WordGuessing implements TrainingLoop.Task {
    private static final int HELD_OUT_BATCHES = 24;
    /** The seed of held-out rows, which hide the same words at every evaluation. */
    private static final long HELD_OUT_SEED = 7;

    private final PackedText texts;
    private final PackedText heldOut;
    private final WordMask mask;
    private final int rowsOfStep;
    private final String origin;
    private final long seed;
    private int[] order = {};
    private int ordered = -1;

    /**
     * @param origin the texts, and the beginning of the encoder; a resumed run must have the same
     */
    WordGuessing(PackedText texts, PackedText heldOut, WordMask mask, int rowsOfStep, long seed, String origin) {
        this.texts = texts;
        this.heldOut = heldOut;
        this.mask = mask;
        this.rowsOfStep = rowsOfStep;
        this.seed = seed;
        this.origin = origin;
    }

    @Override
    public int stepsOfEpoch() {
        return Math.max(1, texts.rows() / rowsOfStep);
    }

    @Override
    public String fingerprint() {
        return "%d rows of %d tokens, %s".formatted(texts.rows(), texts.rowTokens(), origin);
    }

    @Override
    public TrainingLoop.Step step(BertEncoder encoder, NDManager scope, long step) {
        int epoch = (int) (step / stepsOfEpoch());
        if (epoch != ordered) {
            order = shuffled(texts.rows(), new Random(seed * 31 + epoch));
            ordered = epoch;
        }
        int begin = (int) (step % stepsOfEpoch()) * rowsOfStep;
        List<int[]> rows = new ArrayList<>();
        for (int i = begin; i < Math.min(begin + rowsOfStep, order.length); i++) {
            rows.add(texts.row(order[i]));
        }
        return new TrainingLoop.Step(
                loss(encoder, scope, rows, new Random(seed * 1_000_003 + step), true), rows.size() * texts.rowTokens());
    }

    private NDArray loss(
            BertEncoder encoder, NDManager scope, List<int[]> rows, RandomGenerator random, boolean training) {
        WordMask.Masked masked = mask.hide(rows, random);
        Shape shape = new Shape(rows.size(), texts.rowTokens());
        Shape places = new Shape(masked.places().length);
        return encoder.maskedLoss(
                scope.create(LongBuffer.wrap(masked.ids()), shape),
                scope.ones(shape),
                scope.create(LongBuffer.wrap(masked.places()), places),
                scope.create(LongBuffer.wrap(masked.hidden()), places),
                training);
    }

    @Override
    public TrainingLoop.Evaluation evaluate(BertEncoder encoder, NDManager manager) {
        Random random = new Random(HELD_OUT_SEED);
        int[] rows = shuffled(heldOut.rows(), random);
        double sum = 0;
        int batches = 0;
        boolean recording = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            for (int begin = 0; begin < rows.length && batches < HELD_OUT_BATCHES; begin += rowsOfStep) {
                List<int[]> batch = new ArrayList<>();
                for (int i = begin; i < Math.min(begin + rowsOfStep, rows.length); i++) {
                    batch.add(heldOut.row(rows[i]));
                }
                try (NDManager scope = manager.newSubManager()) {
                    sum += loss(encoder, scope, batch, random, false).getFloat();
                    batches++;
                }
            }
        } finally {
            JniUtils.setGradMode(recording);
        }
        double loss = sum / Math.max(1, batches);
        return new TrainingLoop.Evaluation(
                -loss,
                String.format(
                        Locale.ROOT, "held-out loss %.4f, perplexity of a hidden piece %.1f", loss, Math.exp(loss)));
    }

    private static int[] shuffled(int count, Random random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
