package io.moderato.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import io.moderato.model.ModelException;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.BertWeights.Head;
import io.moderato.model.weights.SafeTensors;
import io.moderato.model.weights.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BertEncoderTest {
    private static final EncoderConfig CONFIG =
            EncoderConfig.bert(30, 2, 16, 2, 8, List.of(Category.TOXICITY, Category.SPAM));
    private static final long[] TEXT = {2, 17, 5, 29, 11, 3};
    private static final long[] SHORT = {2, 8, 3};

    private final Map<String, Tensor> weights = livelyWeights();

    @ParameterizedTest
    @EnumSource(EncoderConfig.Pooling.class)
    void computesWhatTheReferenceComputes(EncoderConfig.Pooling pooling) {
        EncoderConfig config = switch (pooling) {
            case FIRST -> CONFIG;
            case FIRST_MEAN_MAX -> CONFIG.classifying(List.of(Category.TOXICITY, Category.SPAM));
        };
        assertThat(config.pooling()).isEqualTo(pooling);
        Map<String, Tensor> weights = lively(BertWeights.initial(config, 3));
        double[] expected = new ReferenceBert(config, weights).logits(TEXT);
        double[] expectedShort = new ReferenceBert(config, weights).logits(SHORT);

        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager();
                BertEncoder encoder = new BertEncoder(manager, config, weights)) {
            NDArray ids = manager.create(new long[] {2, 17, 5, 29, 11, 3, 2, 8, 3, 0, 0, 0}, new Shape(2, 6));
            NDArray mask = manager.create(new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0}, new Shape(2, 6));
            float[] logits = encoder.logits(ids, mask, false).toFloatArray();

            for (int i = 0; i < 2; i++) {
                assertThat((double) logits[i]).isCloseTo(expected[i], within(1e-5));
                assertThat((double) logits[2 + i]).isCloseTo(expectedShort[i], within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gelu", "gelu_new"})
    void computesEitherGelu(String activation) {
        EncoderConfig config = withActivation(activation);
        double[] expected = new ReferenceBert(config, weights).logits(TEXT);

        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager();
                BertEncoder encoder = new BertEncoder(manager, config, weights)) {
            float[] logits = encoder.logits(manager.create(TEXT, new Shape(1, 6)), manager.ones(new Shape(1, 6)), false)
                    .toFloatArray();

            assertThat((double) logits[0]).isCloseTo(expected[0], within(1e-5));
        }
    }

    @Test
    void guessesHiddenWordsAsTheReferenceDoes() {
        Map<String, Tensor> guessing = lively(BertWeights.initial(CONFIG, Head.MASKED_WORDS, 3));
        ReferenceBert reference = new ReferenceBert(CONFIG, guessing);
        double expected = (reference.maskedLoss(TEXT, 1, 9) + reference.maskedLoss(TEXT, 4, 22)) / 2;

        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager();
                BertEncoder encoder =
                        new BertEncoder(manager, CONFIG, Head.MASKED_WORDS, Arithmetic.FLOAT32, guessing);
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            encoder.weights().values().forEach(w -> w.setRequiresGradient(true));
            NDArray loss = encoder.maskedLoss(
                    manager.create(TEXT, new Shape(1, 6)),
                    manager.ones(new Shape(1, 6)),
                    manager.create(new long[] {1, 4}),
                    manager.create(new long[] {9, 22}),
                    false);
            collector.backward(loss);

            assertThat((double) loss.getFloat()).isCloseTo(expected, within(1e-5));
            encoder.weights()
                    .forEach((name, weight) -> assertThat(
                                    weight.getGradient().norm().getFloat())
                            .as(name)
                            .satisfies(norm -> assertThat(name.endsWith("key.bias") || norm > 0)
                                    .isTrue()));
        }
    }

    @Test
    void bfloat16StaysNearTheReference() {
        double[] expected = new ReferenceBert(CONFIG, weights).logits(TEXT);

        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager();
                BertEncoder encoder = new BertEncoder(manager, CONFIG, Head.CLASSIFIER, Arithmetic.BFLOAT16, weights)) {
            float[] logits = encoder.logits(manager.create(TEXT, new Shape(1, 6)), manager.ones(new Shape(1, 6)), false)
                    .toFloatArray();

            assertThat((double) logits[0]).isNotEqualTo(expected[0]).isCloseTo(expected[0], within(0.05));
        }
    }

    /** The engine compiles a script after some calls. The results must stay the same as before. */
    @ParameterizedTest
    @EnumSource(Arithmetic.class)
    void gradientsStayTheSameCallAfterCall(Arithmetic arithmetic) {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager();
                BertEncoder encoder = new BertEncoder(manager, CONFIG, Head.CLASSIFIER, arithmetic, weights);
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            encoder.weights().values().forEach(w -> w.setRequiresGradient(true));
            NDArray words = encoder.weights().get(BertWeights.WORDS);
            float[] once = new float[0];
            for (int call = 1; call <= 6; call++) {
                collector.backward(
                        encoder.logits(manager.create(TEXT, new Shape(1, 6)), manager.ones(new Shape(1, 6)), false)
                                .sum());
                float[] sum = words.getGradient().toFloatArray();
                once = call == 1 ? sum : once;
                for (int i = 0; i < sum.length; i++) {
                    assertThat(sum[i] / call).isCloseTo(once[i], within(1e-4f + Math.abs(once[i]) * 1e-3f));
                }
            }
        }
    }

    @Test
    void gradientsAgreeWithSmallStepsOfTheReference() {
        Random random = new Random(9);
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager();
                BertEncoder encoder = new BertEncoder(manager, CONFIG, weights);
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            encoder.weights().values().forEach(w -> w.setRequiresGradient(true));
            NDArray ids = manager.create(TEXT, new Shape(1, 6));
            NDArray logits = encoder.logits(ids, manager.ones(new Shape(1, 6)), false);
            collector.backward(logits.mul(manager.create(new float[] {1, -2}, new Shape(1, 2)))
                    .sum());

            weights.forEach((name, tensor) -> {
                float[] gradient = encoder.weights().get(name).getGradient().toFloatArray();
                int index = name.equals(BertWeights.WORDS)
                        ? 17 * 16 + random.nextInt(16)
                        : random.nextInt(Math.min(16, gradient.length));
                assertThat((double) gradient[index]).as(name).isCloseTo(slope(tensor, index), within(2e-3));
            });
        }
    }

    private double slope(Tensor tensor, int index) {
        float before = tensor.values()[index];
        float step = 1e-3f;
        tensor.values()[index] = before + step;
        double above = combined();
        tensor.values()[index] = before - step;
        double below = combined();
        tensor.values()[index] = before;
        return (above - below) / (2 * step);
    }

    private double combined() {
        double[] logits = new ReferenceBert(CONFIG, weights).logits(TEXT);
        return logits[0] - 2 * logits[1];
    }

    @Test
    void refusesWeightsOfAnotherShape(@TempDir Path folder) {
        Path file = folder.resolve("model.safetensors");
        SafeTensors.write(file, weights, SafeTensors.Type.F32, Map.of());
        EncoderConfig wider = EncoderConfig.bert(30, 2, 32, 2, 8, List.of(Category.TOXICITY, Category.SPAM));

        assertThat(BertWeights.read(file, CONFIG, Head.CLASSIFIER)).hasSize(weights.size());
        assertThatThrownBy(() -> BertWeights.read(file, wider, Head.CLASSIFIER))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("model.safetensors")
                .hasMessageContaining("expected [30, 32]");
    }

    @Test
    void countsItsWeights() {
        long counted =
                weights.values().stream().mapToLong(t -> t.values().length).sum();

        assertThat(CONFIG.parameters()).isEqualTo(counted);
    }

    private static EncoderConfig withActivation(String activation) {
        return new EncoderConfig(
                null, "bert", 30, 16, 2, 2, 64, activation, 8, 2, 1e-12, 0.1, 0, null, null, CONFIG.labels());
    }

    private static Map<String, Tensor> livelyWeights() {
        return lively(BertWeights.initial(CONFIG, 3));
    }

    private static Map<String, Tensor> lively(Map<String, Tensor> weights) {
        Random random = new Random(4);
        for (Tensor tensor : weights.values()) {
            for (int i = 0; i < tensor.values().length; i++) {
                tensor.values()[i] += (float) (random.nextGaussian() * 0.1);
            }
        }
        return weights;
    }
}
