package io.moderato.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.moderato.decision.Category;
import io.moderato.model.data.LabelledText.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourcePriorsTest {
    @Test
    void tellHowMuchMoreFrequentHarmIsInOneSourceThanInAnother() {
        List<LabelledText> rows = new ArrayList<>(rows("even", 1000, 500));
        rows.addAll(rows("harmful", 1000, 900));
        rows.addAll(rows("harmless", 1000, 100));

        SourcePriors priors = SourcePriors.of(rows);

        assertThat(priors.of("even", Category.TOXICITY)).isCloseTo(0, within(1e-9));
        assertThat(priors.of("harmful", Category.TOXICITY)).isCloseTo(0.5 * Math.log(910 / 110.0), within(1e-9));
        assertThat(priors.of("harmless", Category.TOXICITY))
                .isCloseTo(-priors.of("harmful", Category.TOXICITY), within(1e-9));
    }

    @Test
    void aSmallOrUnknownSourceIsHardlyTakenAtItsWord() {
        SourcePriors priors = SourcePriors.of(rows("small", 2, 2));

        assertThat(priors.of("small", Category.TOXICITY)).isBetween(0.05, 0.15);
        assertThat(priors.of("small", Category.SPAM)).isZero();
        assertThat(priors.of("another", Category.TOXICITY)).isZero();
    }

    private static List<LabelledText> rows(String set, int count, int toxic) {
        List<LabelledText> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new LabelledText(set, "text " + i, Map.of(Category.TOXICITY, new Label(i < toxic ? 1 : 0, 1))));
        }
        return rows;
    }
}
