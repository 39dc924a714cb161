package io.moderato.model.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.decision.Category;
import io.moderato.model.scorecard.Behaviour.ObfuscationAccuracy;
import io.moderato.model.scorecard.Headline.Order;
import io.moderato.model.scorecard.Scorecard.Measurement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadlineTest {
    private static final Headline MEAN = new Headline(
            "mean", "mean", Metric.MEAN_ROC_AUC, "forum", List.of(Category.TOXICITY, Category.THREAT), null);

    @Test
    void areNamedOnceAndWrittenForPeople() {
        assertThat(Headline.all())
                .extracting(Headline::key)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(10);
        assertThat(Headline.all()).allSatisfy(headline -> {
            assertThat(headline.row() != null || headline.tile() != null).isTrue();
            if (headline.tile() != null) {
                assertThat(headline.tile().label()).isNotBlank();
                assertThat(headline.tile().meaning()).matches(".*[.?]");
                assertThat(headline.tile().stepAt(2)).isPositive();
            }
        });
        assertThat(Headline.all().stream().map(Headline::tile).filter(tile -> tile != null))
                .anyMatch(tile -> tile.order() == Order.LESS);
    }

    @Test
    void aMeanIsOverAllItsCategoriesOrIsNone() {
        Measurement toxicity = measurement("forum", Category.TOXICITY, 0.9);
        Measurement elsewhere = measurement("mail", Category.THREAT, 0.1);

        assertThat(MEAN.of(model(toxicity, elsewhere))).isEmpty();
        assertThat(MEAN.of(model(toxicity, elsewhere, measurement("forum", Category.THREAT, 0.8))))
                .hasValueSatisfying(figure -> {
                    assertThat(figure.value()).isBetween(0.8499, 0.8501);
                    assertThat(figure.n()).isEqualTo(20);
                });
    }

    @Test
    void aMeasuredFigureIsThatOfItsSet() {
        Headline spam = new Headline("spam", null, Metric.CROSS_FITTED_F1, "sms", List.of(Category.SPAM), null);
        Scorecard model = new Scorecard(
                "model",
                "validation",
                List.of(),
                0,
                0,
                Map.of(),
                null,
                null,
                List.of(),
                behaviour(),
                List.of(),
                List.of(
                        Figure.of(Metric.CROSS_FITTED_F1, "mail", 0.5, 9L),
                        Figure.of(Metric.CROSS_FITTED_F1, "sms", 0.75, 9L)),
                List.of());

        assertThat(spam.of(model)).map(Figure::value).isEqualTo(Optional.of(0.75));
    }

    @Test
    void theWorstDisguiseIsTheOneThatCostsMost() {
        Headline worst = new Headline("worst", null, Metric.OBFUSCATION_LOSS, null, List.of(), null);
        Scorecard model = model();

        assertThat(worst.of(model)).map(Figure::value).isEqualTo(Optional.of(0.3));
    }

    private static Measurement measurement(String set, Category category, double auc) {
        return new Measurement(set, category, 20, 10, auc, null, null, null, null, null, 0.5);
    }

    private static Behaviour behaviour() {
        return new Behaviour(
                0.5,
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new ObfuscationAccuracy(ObfuscationAccuracy.PLAIN, 10, 0.9, 0.9, 0.9),
                        new ObfuscationAccuracy("leet", 10, 0.8, 0.9, 0.7),
                        new ObfuscationAccuracy("spacing", 10, 0.6, 0.5, 0.7)),
                List.of(),
                List.of());
    }

    private static Scorecard model(Measurement... measurements) {
        return new Scorecard(
                "model",
                "validation",
                List.of(measurements),
                0,
                0,
                Map.of(),
                null,
                null,
                List.of(),
                behaviour(),
                List.of(),
                List.of(),
                List.of());
    }
}
