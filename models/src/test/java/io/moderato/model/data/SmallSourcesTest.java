package io.moderato.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.moderato.decision.Category;
import io.moderato.model.data.LabelledText.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SmallSourcesTest {
    @Test
    void theSmallerASetIsTheMoreItsLabelsCountAndNeverMoreThanThreeTimes() {
        assertThat(SmallSources.factor(50_000)).isEqualTo(1);
        assertThat(SmallSources.factor(20_000)).isEqualTo(1);
        assertThat(SmallSources.factor(5_000)).isCloseTo(1.741, within(0.001));
        assertThat(SmallSources.factor(1_000)).isEqualTo(3);
        assertThat(SmallSources.factor(1)).isEqualTo(3);
    }

    @Test
    void raisesWeightsOfLabelsAndAspectsAndLeavesTheRest() {
        List<LabelledText> rows = new ArrayList<>(rows("large", 20_000));
        rows.addAll(rows("small", 1_000));

        List<LabelledText> raised = SmallSources.raised(rows);

        assertThat(raised.subList(0, 20_000)).isEqualTo(rows.subList(0, 20_000));
        assertThat(raised.subList(20_000, 21_000)).allSatisfy(row -> {
            assertThat(row.labels()).containsExactly(Map.entry(Category.SPAM, new Label(0.25, 1.5)));
            assertThat(row.aspects()).containsExactly(Map.entry("anger", new Label(1, 3)));
        });
        assertThat(raised)
                .extracting(LabelledText::text)
                .isEqualTo(rows.stream().map(LabelledText::text).toList());
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
