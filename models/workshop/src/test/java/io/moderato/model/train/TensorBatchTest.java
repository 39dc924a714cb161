package io.moderato.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorBatchTest {
    private static final long[] TOKENS = {2, 5, 3};
    private static final int POSITIONS = 6;
    private static final EncoderConfig CONFIG =
            EncoderConfig.bert(30, 1, 16, 2, POSITIONS, List.of(Category.TOXICITY, Category.SPAM));

    /**
     * The expected loss, computed by hand: the cross-entropies of the known outputs, each at the logit plus its prior, by their weights.
     */
    @Test
    void theLossIsOfWhatIsKnownAtTheLogitsPlusTheirPriors() {
        List<Example> rows = List.of(
                new Example("a", TOKENS, new float[] {1, 0.25f}, new float[] {1, 0.5f}, new float[] {-2, 0}),
                new Example("b", TOKENS, new float[] {0, 1}, new float[] {1, 0}, new float[] {0.5f, 3}));
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            TensorBatch batch = TensorBatch.of(manager, rows, new float[] {3, 1}, CONFIG);

            float loss = batch.loss(manager.create(new float[] {1, 0.5f, -1, 9}, new Shape(2, 2)))
                    .getFloat();

            double expected =
                    (3 * crossEntropy(1 - 2, 1) + 0.5 * crossEntropy(0.5, 0.25) + crossEntropy(-1 + 0.5, 0)) / 2.5;
            assertThat((double) loss).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void rowsArePaddedToOneOfFewLengthsAndNoFurtherThanTheEncoderReads() {
        assertThat(columns(1)).isEqualTo(4);
        assertThat(columns(4)).isEqualTo(4);
        assertThat(columns(5)).isEqualTo(POSITIONS);
    }

    private static long columns(int tokens) {
        long[] ids = new long[tokens];
        Arrays.fill(ids, 7);
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            TensorBatch batch = TensorBatch.of(
                    manager,
                    List.of(new Example("a", ids, new float[2], new float[2], new float[2])),
                    new float[2],
                    CONFIG);
            assertThat(batch.mask().sum().getFloat()).isEqualTo(tokens);
            assertThat(batch.tokens()).isEqualTo(tokens);
            return batch.ids().getShape().get(1);
        }
    }

    private static double crossEntropy(double logit, double target) {
        double p = 1 / (1 + Math.exp(-logit));
        return -(target * Math.log(p) + (1 - target) * Math.log(1 - p));
    }
}
