package io.moderato.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.LabelledText.Label;
import io.moderato.model.scorecard.Behaviour.LanguageRate;
import io.moderato.model.scorecard.Behaviour.LengthAuc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LanguageAndLengthTest {
    private static final Map<Category, Limit> LIMITS = Map.of(Category.TOXICITY, new Limit(0.9, 0.6));

    @Test
    void countsWhatIsHeldBackInEachLanguage() {
        List<LanguageRate> rates = new LanguageTest()
                .measure(
                        texts -> texts.stream()
                                .map(text -> new Scores(Map.of(Category.TOXICITY, text.contains("idiot") ? 0.7 : 0.1)))
                                .toList(),
                        LIMITS);

        assertThat(rates).hasSizeGreaterThan(5).allSatisfy(rate -> {
            assertThat(rate.found().n()).isEqualTo(6);
            assertThat(rate.wrong().n()).isEqualTo(6);
            assertThat(rate.wrong().hits()).isZero();
        });
        assertThat(rates)
                .filteredOn(rate -> rate.found().hits() > 0)
                .extracting(LanguageRate::language)
                .contains("Italian", "Portuguese", "Polish")
                .doesNotContain("Russian");
    }

    @Test
    void ranksShortAndLongTextsApart() {
        List<LabelledText> rows = new ArrayList<>();
        List<Scores> scores = new ArrayList<>();
        for (int length : new int[] {50, 200, 700, 2000}) {
            for (int i = 0; i < 40; i++) {
                rows.add(new LabelledText(
                        "comments", "x".repeat(length), Map.of(Category.TOXICITY, new Label(i % 2, 1))));
                // long texts are scored at random
                scores.add(new Scores(Map.of(Category.TOXICITY, length < 1500 ? 0.2 + 0.6 * (i % 2) : 0.5)));
                rows.add(new LabelledText("short only", "short", Map.of(Category.TOXICITY, new Label(i % 2, 1))));
                scores.add(new Scores(Map.of(Category.TOXICITY, 0.5)));
            }
        }

        List<LengthAuc> lengths = LengthTest.measure(rows, scores, Set.of("comments", "short only"));

        assertThat(lengths).extracting(LengthAuc::from).containsExactly(0, 150, 500, 1500);
        assertThat(lengths).extracting(LengthAuc::rocAuc).containsExactly(1.0, 1.0, 1.0, 0.5);
        assertThat(lengths.getFirst().sets()).containsExactly("comments");
        assertThat(lengths.getFirst().n()).isEqualTo(40);
    }
}
