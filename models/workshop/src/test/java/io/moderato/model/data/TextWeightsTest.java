package io.moderato.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.moderato.decision.Category;
import io.moderato.model.data.LabelledText.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextWeightsTest {
    @Test
    void theSmallerASetIsTheMoreItsTextsCountAndNeverMoreThanThreeTimes() {
        assertThat(TextWeights.ofSet(50_000)).isEqualTo(1);
        assertThat(TextWeights.ofSet(20_000)).isEqualTo(1);
        assertThat(TextWeights.ofSet(5_000)).isCloseTo(1.741, within(0.001));
        assertThat(TextWeights.ofSet(1_000)).isEqualTo(3);
        assertThat(TextWeights.ofSet(1)).isEqualTo(3);
    }

    @Test
    void weighsLabelsAndAspectsOfSmallSetsAndLeavesTheRest() {
        List<LabelledText> rows = new ArrayList<>(rows("large", 20_000));
        rows.addAll(rows("small", 1_000));

        List<LabelledText> balanced = TextWeights.balanced(rows, Map.of());

        assertThat(balanced.subList(0, 20_000)).isEqualTo(rows.subList(0, 20_000));
        assertThat(balanced.subList(20_000, 21_000)).allSatisfy(row -> {
            assertThat(row.labels()).containsExactly(Map.entry(Category.SPAM, new Label(0.25, 1.5)));
            assertThat(row.aspects()).containsExactly(Map.entry("anger", new Label(1, 3)));
        });
        assertThat(balanced)
                .extracting(LabelledText::text)
                .isEqualTo(rows.stream().map(LabelledText::text).toList());
    }

    @Test
    void anEmphasisedSetCountsMoreThanItsSizeSays() {
        List<LabelledText> rows = new ArrayList<>(rows("large", 20_000));
        rows.addAll(rows("generated", 20_000));

        List<LabelledText> balanced = TextWeights.balanced(rows, Map.of("generated", 1.5));

        assertThat(balanced.subList(0, 20_000)).isEqualTo(rows.subList(0, 20_000));
        assertThat(balanced.subList(20_000, 40_000)).allSatisfy(row -> {
            assertThat(row.labels()).containsExactly(Map.entry(Category.SPAM, new Label(0.25, 0.75)));
            assertThat(row.aspects()).containsExactly(Map.entry("anger", new Label(1, 1.5)));
        });
    }

    @Test
    void theLabelsOfOneTextCountTogetherAsTheRootOfTheirNumber() {
        List<LabelledText> rows = new ArrayList<>(rows("large", 20_000));
        Label yes = new Label(1, 1);
        rows.add(new LabelledText(
                "large",
                "four labels",
                Map.of(Category.SPAM, yes, Category.THREAT, yes, Category.INSULT, yes, Category.OBSCENE, yes),
                Map.of("anger", yes)));
        rows.add(new LabelledText("large", "no label", Map.of(), Map.of("anger", yes)));
        rows.add(new LabelledText("alone", "of a small set", Map.of(Category.SPAM, yes, Category.THREAT, yes)));

        List<LabelledText> balanced = TextWeights.balanced(rows, Map.of());

        LabelledText four = balanced.get(20_000);
        assertThat(four.labels())
                .hasSize(4)
                .allSatisfy((category, label) -> assertThat(label).isEqualTo(new Label(1, 0.5)));
        assertThat(four.aspects()).containsExactly(Map.entry("anger", new Label(1, 0.5)));
        assertThat(balanced.get(20_001)).isEqualTo(rows.get(20_001));
        assertThat(balanced.get(20_002).labels().get(Category.SPAM)).isEqualTo(new Label(1, 3 / Math.sqrt(2)));
    }

    private static List<LabelledText> rows(String set, int count) {
        List<LabelledText> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new LabelledText(
                    set, set + i, Map.of(Category.SPAM, new Label(0.25, 0.5)), Map.of("anger", new Label(1, 1))));
        }
        return rows;
    }
}
