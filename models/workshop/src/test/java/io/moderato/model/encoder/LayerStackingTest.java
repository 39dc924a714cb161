package io.moderato.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.BertWeights.Head;
import io.moderato.model.weights.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerStackingTest {
    private final EncoderConfig config = EncoderConfig.bert(40, 4, 8, 2, 16, List.of(Category.TOXICITY));
    private final Map<String, Tensor> weights = BertWeights.initial(config, Head.MASKED_WORDS, 1);

    @Test
    void putsTheLastLayersOnTopOnceMore() {
        Map<String, Tensor> six = LayerStacking.stacked(weights, config, 6);

        assertThat(six)
                .containsOnlyKeys(
                        BertWeights.shapes(config.grown(6), Head.MASKED_WORDS).keySet());
        assertThat(List.of(0, 1, 2, 3, 4, 5))
                .extracting(layer -> six.get(BertWeights.Layer.of(layer).inner() + ".weight"))
                .containsExactly(inner(0), inner(1), inner(2), inner(3), inner(2), inner(3));
        assertThat(six.get(BertWeights.LM_BIAS)).isSameAs(weights.get(BertWeights.LM_BIAS));
    }

    @Test
    void repeatsTheWholeAsOftenAsItTakesAndEndsWithTheLast() {
        Map<String, Tensor> ten = LayerStacking.stacked(weights, config, 10);

        assertThat(List.of(4, 5, 6, 7, 8, 9))
                .extracting(layer -> ten.get(BertWeights.Layer.of(layer).inner() + ".weight"))
                .containsExactly(inner(2), inner(3), inner(0), inner(1), inner(2), inner(3));
    }

    @Test
    void doesNotShrink() {
        assertThat(LayerStacking.stacked(weights, config, 4)).isEqualTo(weights);
        assertThatThrownBy(() -> LayerStacking.stacked(weights, config, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an encoder of 4 layers cannot grow to 3");
    }

    private Tensor inner(int layer) {
        return weights.get(BertWeights.Layer.of(layer).inner() + ".weight");
    }
}
