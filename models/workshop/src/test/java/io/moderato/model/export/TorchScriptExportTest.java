package io.moderato.model.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import io.moderato.model.encoder.BertEncoder;
import io.moderato.model.export.TorchScriptExport.Precision;
import io.moderato.model.serving.TorchModule;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.Tensor;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TorchScriptExportTest {
    private static final List<Category> CATEGORIES = List.of(Category.TOXICITY, Category.SPAM, Category.THREAT);
    private static final EncoderConfig FIRST_TOKEN = EncoderConfig.bert(200, 3, 64, 4, 32, CATEGORIES);

    @TempDir
    Path folder;

    static List<EncoderConfig> answersAsTheEncoderDoes() {
        return List.of(FIRST_TOKEN, FIRST_TOKEN.classifying(CATEGORIES));
    }

    @ParameterizedTest
    @MethodSource
    void answersAsTheEncoderDoes(EncoderConfig config) {
        Map<String, Tensor> weights = livelyWeights(config);
        long[][] windows = windows(12);
        float[][] expected = encoderLogits(config, weights, windows);

        float[][] fp32 = exportedLogits(config, weights, windows, Precision.FP32);
        float[][] int8 = exportedLogits(config, weights, windows, Precision.INT8);

        double spread = 0;
        double error = 0;
        for (int row = 0; row < windows.length; row++) {
            for (int i = 0; i < 3; i++) {
                assertThat(fp32[row][i]).isCloseTo(expected[row][i], within(1e-4f));
                error += Math.pow(int8[row][i] - expected[row][i], 2);
                spread += Math.pow(expected[row][i] - expected[0][i], 2);
            }
        }
        assertThat(error).isLessThan(0.02 * spread);
    }

    private float[][] exportedLogits(
            EncoderConfig config, Map<String, Tensor> weights, long[][] windows, Precision precision) {
        Path file = folder.resolve(precision + ".pt");
        TorchScriptExport.write(file, config, weights, precision, List.of(windows));
        try (TorchModule module = TorchModule.load(file, 0)) {
            return module.logits(windows);
        }
    }

    private static float[][] encoderLogits(EncoderConfig config, Map<String, Tensor> weights, long[][] windows) {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager();
                BertEncoder encoder = new BertEncoder(manager, config, weights)) {
            float[][] logits = new float[windows.length][];
            for (int row = 0; row < windows.length; row++) {
                Shape shape = new Shape(1, windows[row].length);
                float[] ones = new float[windows[row].length];
                java.util.Arrays.fill(ones, 1);
                NDArray ids = manager.create(LongBuffer.wrap(windows[row]), shape);
                logits[row] = encoder.logits(ids, manager.create(FloatBuffer.wrap(ones), shape), false)
                        .toFloatArray();
            }
            return logits;
        }
    }

    /** Weights larger than initial ones, so that attention and quantisation have an effect. */
    private static Map<String, Tensor> livelyWeights(EncoderConfig config) {
        Map<String, Tensor> weights = BertWeights.initial(config, 3);
        Random random = new Random(4);
        for (Tensor tensor : weights.values()) {
            for (int i = 0; i < tensor.values().length; i++) {
                tensor.values()[i] += (float) (random.nextGaussian() * 0.1);
            }
        }
        return weights;
    }

    private static long[][] windows(int count) {
        Random random = new Random(5);
        long[][] windows = new long[count][];
        for (int row = 0; row < count; row++) {
            windows[row] = random.longs(3 + random.nextInt(20), 1, 200).toArray();
        }
        return windows;
    }
}
