package io.moderato.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.moderato.decision.Category;
import io.moderato.model.OutputHead.Activation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputHeadTest {
    private static final Map<Category, List<Integer>> OUTPUTS =
            Map.of(Category.TOXICITY, List.of(0, 2), Category.SPAM, List.of(1));

    @Test
    void sigmoidTakesTheHighestOutputWhereverItStands() {
        OutputHead head = new OutputHead(Activation.SIGMOID, OUTPUTS);

        assertThat(head.logit(Category.TOXICITY, new float[] {3, -1, 2})).isEqualTo(3);
        assertThat(head.logit(Category.TOXICITY, new float[] {2, -1, 3})).isEqualTo(3);
        assertThat(head.logit(Category.SPAM, new float[] {2, -1, 3})).isEqualTo(-1);
    }

    @Test
    void softmaxAddsProbabilitiesAndStaysFiniteForAnyLogits() {
        OutputHead head = new OutputHead(Activation.SOFTMAX, OUTPUTS);
        double sum = Math.exp(0.5) + Math.exp(-1) + Math.exp(2) + Math.exp(1);

        assertThat(probability(head.logit(Category.TOXICITY, new float[] {0.5f, -1, 2, 1})))
                .isCloseTo((Math.exp(0.5) + Math.exp(2)) / sum, within(1e-6));
        assertThat(head.logit(Category.TOXICITY, new float[] {5000, -5000, 5000, -5000}))
                .isFinite();
        assertThat(probability(head.logit(Category.SPAM, new float[] {5000, -5000, 5000, -5000})))
                .isZero();
    }

    @Test
    void refusesWhatMakesNoProbability() {
        assertThatThrownBy(() -> new OutputHead(Activation.SIGMOID, Map.of())).hasMessageContaining("missing");
        assertThatThrownBy(() -> new OutputHead(Activation.SIGMOID, Map.of(Category.SPAM, List.of())))
                .hasMessageContaining("spam has no outputs");
        assertThatThrownBy(() -> new OutputHead(Activation.SIGMOID, Map.of(Category.SPAM, List.of(1, 1))))
                .hasMessageContaining("repeat");
        assertThatThrownBy(() -> new OutputHead(Activation.SOFTMAX, Map.of(Category.SPAM, List.of(0, 1))).check(2))
                .hasMessageContaining("always be 1");
        assertThatThrownBy(() -> new OutputHead(Activation.SIGMOID, OUTPUTS).check(2))
                .hasMessageContaining("output 2");
    }

    private static double probability(float logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
