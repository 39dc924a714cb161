package io.moderato.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.moderato.model.weights.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdamWTest {
    private static final double DECAY = 0.1;
    private static final double CLIP = 2;
    private static final double RATE = 0.05;

    /** The paper's algorithm on the loss Σ c·w, whose gradient is c, clipped to the length 2. */
    @Test
    void movesAsTheFormulaSaysAndGoesOnFromItsMoments() {
        double[] slopes = {3, -4, 0.5, 0.1};
        double length = Math.sqrt(9 + 16 + 0.25 + 0.01);
        double[] expected = {1, 1, 1, 1};
        double[] mean = new double[4];
        double[] square = new double[4];
        for (int step = 1; step <= 4; step++) {
            for (int i = 0; i < 4; i++) {
                double gradient = slopes[i] * Math.min(1, CLIP / length);
                mean[i] = 0.9 * mean[i] + 0.1 * gradient;
                square[i] = 0.98 * square[i] + 0.02 * gradient * gradient;
                double decayed = i < 2 ? expected[i] * (1 - RATE * DECAY) : expected[i];
                expected[i] = decayed
                        - RATE
                                * (mean[i] / (1 - Math.pow(0.9, step)))
                                / (Math.sqrt(square[i] / (1 - Math.pow(0.98, step))) + 1e-6);
            }
        }

        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            Map<String, NDArray> weights = new LinkedHashMap<>();
            weights.put("matrix", weight(manager, new Shape(1, 2)));
            weights.put("vector", weight(manager, new Shape(2)));
            Map<String, Tensor> moments;
            try (AdamW first = new AdamW(manager, weights, DECAY, CLIP)) {
                steps(manager, weights, first, slopes, 2, length);
                moments = first.moments();
            }
            try (AdamW second = new AdamW(manager, weights, DECAY, CLIP)) {
                second.restore(2, moments);
                steps(manager, weights, second, slopes, 2, length);
                assertThat(second.steps()).isEqualTo(4);
            }

            float[] matrix = weights.get("matrix").toFloatArray();
            float[] vector = weights.get("vector").toFloatArray();
            for (int i = 0; i < 2; i++) {
                assertThat((double) matrix[i]).isCloseTo(expected[i], within(1e-5));
                assertThat((double) vector[i]).isCloseTo(expected[2 + i], within(1e-5));
            }
        }
    }

    private static NDArray weight(NDManager manager, Shape shape) {
        NDArray weight = manager.ones(shape);
        weight.setRequiresGradient(true);
        weight.setName("weights[]");
        return weight;
    }

    private static void steps(
            NDManager manager,
            Map<String, NDArray> weights,
            AdamW optimizer,
            double[] slopes,
            int count,
            double length) {
        for (int step = 0; step < count; step++) {
            try (NDManager scope = manager.newSubManager();
                    GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray matrix = scope.create(new float[] {(float) slopes[0], (float) slopes[1]}, new Shape(1, 2));
                NDArray vector = scope.create(new float[] {(float) slopes[2], (float) slopes[3]});
                collector.backward(weights.get("matrix")
                        .mul(matrix)
                        .sum()
                        .add(weights.get("vector").mul(vector).sum()));
            }
            assertThat(optimizer.step(RATE)).isCloseTo(length, within(1e-4));
        }
    }
}
