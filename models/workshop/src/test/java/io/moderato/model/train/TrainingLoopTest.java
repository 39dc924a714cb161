package io.moderato.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import io.moderato.model.encoder.Arithmetic;
import io.moderato.model.encoder.BertEncoder;
import io.moderato.model.serving.TorchModule;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.BertWeights.Head;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten steps with five or ten evaluations, whose scores the test decides. */
class TrainingLoopTest {
    private static final EncoderConfig CONFIG = EncoderConfig.bert(8, 1, 16, 2, 4, List.of(Category.TOXICITY));

    @TempDir
    Path state;

    @Test
    void keepsTheLastWeightsUnlessEarlierOnesWereClearlyBetter() {
        TrainingResult alike = run(0.7, 0.8, 0.9, 0.85, 0.897);

        assertThat(alike.bestStep()).isEqualTo(10);
        assertThat(alike.bestScore()).isEqualTo(0.897);
    }

    @Test
    void keepsEarlierWeightsThatWereClearlyBetterThanTheLast() {
        TrainingResult worse = run(0.7, 0.8, 0.9, 0.899, 0.89);

        assertThat(worse.bestStep()).isEqualTo(6);
        assertThat(worse.bestScore()).isEqualTo(0.9);
    }

    @Test
    void aFallWhileTheRateIsHighIsNoReasonToStop() {
        TrainingResult recovered = run(1, 0.9, 0.5, 0.5, 0.5, 0.5, 0.95, 0.96, 0.97, 0.98, 0.99);

        assertThat(recovered.steps()).isEqualTo(10);
        assertThat(recovered.bestScore()).isEqualTo(0.99);
    }

    @Test
    void stopsInItsSecondHalfWhenNothingGetsBetter() {
        TrainingResult stopped = run(1, 0.9, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);

        assertThat(stopped.steps()).isEqualTo(6);
        assertThat(stopped.bestStep()).isEqualTo(1);
    }

    @Test
    void usesTheWholeProcessorThoughAModelWasLoadedBefore() {
        TorchModule.useThreads(1);

        run(0.5);

        assertThat(JniUtils.getNumThreads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    private TrainingResult run(Double... scores) {
        return run(scores.length, scores);
    }

    private TrainingResult run(int patience, Double... scores) {
        TrainingOptions options = new TrainingOptions(
                1,
                1,
                2,
                1e-3,
                1,
                0.9,
                0.01,
                1,
                scores.length,
                patience,
                Duration.ofDays(1),
                Duration.ofDays(1),
                Arithmetic.FLOAT32);
        return new TrainingLoop(
                        options,
                        CONFIG,
                        Head.CLASSIFIER,
                        new Scripted(new ArrayDeque<>(List.of(scores))),
                        state,
                        Progress.lines(line -> {}))
                .run(false, () -> BertWeights.initial(CONFIG, options.seed()));
    }

    private record Scripted(Queue<Double> scores) implements TrainingLoop.Task {
        @Override
        public int stepsOfEpoch() {
            return 10;
        }

        @Override
        public String fingerprint() {
            return "scripted";
        }

        @Override
        public TrainingLoop.Step step(BertEncoder encoder, NDManager scope, long step) {
            Shape shape = new Shape(1, 4);
            NDArray ids = scope.create(LongBuffer.wrap(new long[] {1, 2, 3, 4}), shape);
            return new TrainingLoop.Step(
                    encoder.logits(ids, scope.ones(shape), true).sum(), 4);
        }

        @Override
        public TrainingLoop.Evaluation evaluate(BertEncoder encoder, NDManager manager) {
            return new TrainingLoop.Evaluation(scores.remove(), "scripted");
        }
    }
}
