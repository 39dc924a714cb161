package io.moderato.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.decision.Category;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.LabelledText.Label;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingTargetsTest {
    @Test
    void standBehindTheCategoriesUnlessTheyAreRare() {
        List<LabelledText> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rows.add(new LabelledText(
                    "set",
                    "text",
                    Map.of(),
                    Map.of("often", new Label(i % 2, 1), "rarely", new Label(i < 5 ? 1 : 0, 1))));
        }

        TrainingTargets targets = TrainingTargets.of(List.of(Category.INSULT), rows);

        assertThat(targets.names()).containsExactly("insult", "often");
        assertThat(targets.size()).isEqualTo(2);
    }

    @Test
    void areLeftOutOfAFinishedModel() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        weights.put(BertWeights.CLASSIFIER + ".weight", new Tensor(new long[] {3, 2}, new float[] {1, 2, 3, 4, 5, 6}));
        weights.put(BertWeights.CLASSIFIER + ".bias", new Tensor(new long[] {3}, new float[] {7, 8, 9}));
        weights.put(BertWeights.WORDS, new Tensor(new long[] {2, 1}, new float[] {1, 2}));

        Map<String, Tensor> fewer =
                new TrainingResult(weights, 1, 0.5, 1, 1, 1).withFirstOutputs(2).weights();

        assertThat(fewer.get(BertWeights.CLASSIFIER + ".weight").values()).containsExactly(1, 2, 3, 4);
        assertThat(fewer.get(BertWeights.CLASSIFIER + ".bias").shape()).containsExactly(2);
        assertThat(fewer.get(BertWeights.WORDS).values()).hasSize(2);
    }
}
