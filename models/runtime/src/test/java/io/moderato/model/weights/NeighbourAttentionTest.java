package io.moderato.model.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import io.moderato.model.weights.BertWeights.Head;
import io.moderato.model.weights.BertWeights.Layer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighbourAttentionTest {
    private static final EncoderConfig CONFIG = EncoderConfig.bert(50, 3, 256, 4, 64, List.of(Category.TOXICITY));
    private static final int HEAD_WIDTH = 64;

    private final Map<String, Tensor> weights = BertWeights.initial(CONFIG, Head.MASKED_WORDS, 1);

    @ParameterizedTest
    @CsvSource({"0, -1", "1, 1", "2, -3", "3, 3"})
    void aHeadOfTheFirstLayersLooksAtItsPlace(int head, int place) {
        for (int layer = 0; layer < 2; layer++) {
            for (int position = 5; position < 55; position++) {
                assertThat(lookedAt(layer, head, position)).isEqualTo(position + place);
            }
        }
    }

    /** The position whose key answers the query of that position best, by positions alone. */
    private int lookedAt(int layer, int head, int position) {
        double[] query = projected(Layer.of(layer).query(), head, position);
        int best = -1;
        double bestDot = Double.NEGATIVE_INFINITY;
        for (int other = 0; other < CONFIG.positions(); other++) {
            double[] key = projected(Layer.of(layer).key(), head, other);
            double dot = 0;
            for (int i = 0; i < HEAD_WIDTH; i++) {
                dot += query[i] * key[i];
            }
            if (dot > bestDot) {
                bestDot = dot;
                best = other;
            }
        }
        return best;
    }

    private double[] projected(String name, int head, int position) {
        float[] matrix = weights.get(name + ".weight").values();
        float[] positions = weights.get(BertWeights.POSITIONS).values();
        double[] result = new double[HEAD_WIDTH];
        for (int row = 0; row < HEAD_WIDTH; row++) {
            for (int i = 0; i < CONFIG.width(); i++) {
                result[row] += matrix[(head * HEAD_WIDTH + row) * CONFIG.width() + i]
                        * (double) positions[position * CONFIG.width() + i];
            }
        }
        return result;
    }
}
