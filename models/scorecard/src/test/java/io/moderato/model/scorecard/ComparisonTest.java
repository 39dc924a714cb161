package io.moderato.model.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.decision.Category;
import io.moderato.model.scorecard.Behaviour.FunctionAccuracy;
import io.moderato.model.scorecard.Behaviour.GroupRate;
import io.moderato.model.scorecard.Behaviour.LanguageRate;
import io.moderato.model.scorecard.Behaviour.LengthAuc;
import io.moderato.model.scorecard.Behaviour.Mistake;
import io.moderato.model.scorecard.Behaviour.ObfuscationAccuracy;
import io.moderato.model.scorecard.Behaviour.Source;
import io.moderato.model.scorecard.Scorecard.LimitEffect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ComparisonTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void survivesItsJson() {
        Comparison comparison = new Comparison(
                "validation",
                Instant.parse("2026-01-02T03:04:05Z"),
                List.of("davidson"),
                new Comparison.Subject("0123456789ab", "data", Rate.of(1, 6)),
                List.of(scorecard("bert"), scorecard("linear")),
                List.of(new UnseenSource("davidson", 1, 90, 0.85, 0.83, 0.8, Map.of("seed", "1"))));

        assertThat(Comparison.of(JSON.valueToTree(comparison))).isEqualTo(comparison);
    }

    @Test
    void readsTheMetricsOfTheShippedModel() throws IOException {
        try (InputStream in = Files.newInputStream(
                Path.of(System.getProperty("moderato.root"), "models", "shipped", "metrics.json"))) {
            Comparison comparison = Comparison.of(JSON.readTree(in));

            assertThat(comparison.model().measurements()).hasSizeGreaterThan(20);
            assertThat(comparison.sets()).contains("jigsaw_toxic").doesNotContain(Scorecard.ALL);
            assertThat(comparison.categories()).contains(Category.TOXICITY);
            assertThat(comparison.rivals())
                    .allSatisfy(rival -> assertThat(Headline.all())
                            .allSatisfy(headline -> assertThat(headline.of(rival))
                                    .as(headline.key())
                                    .isPresent()));
        }
    }

    @Test
    void refusesWhatIsNoComparison() {
        assertThatThrownBy(() -> Comparison.of(JSON.readTree("{\"split\": \"none\"}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'models' is not there");
        assertThatThrownBy(() -> Comparison.of(JSON.readTree("{\"models\": [{\"measurements\": 7}]}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Not a comparison of models");
        assertThatThrownBy(() -> Comparison.of(JSON.readTree("{\"split\": \"none\", \"models\": []}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("measured is missing");
    }

    private static Scorecard scorecard(String model) {
        return new Scorecard(
                model,
                "validation",
                List.of(new Scorecard.Measurement(
                        "davidson", Category.TOXICITY, 10, 4, 0.9, 0.8, 0.7, 0.75, 0.6, 0.03, 0.5)),
                6,
                0.1,
                Map.of("all/toxicity", 0.001),
                1000.5,
                12_345L,
                List.of(new Reliability(Category.TOXICITY, 0.02, 0.05, List.of(new Reliability.Bin(0.1, 0.12, 10)))),
                new Behaviour(
                        0.4,
                        List.of(new GroupRate(Source.POSTS, GroupRate.ANY, Rate.of(1, 50), Rate.of(3, 50))),
                        List.of(new FunctionAccuracy("negated_hate", Category.TOXICITY, false, 20, 0.85)),
                        List.of(new Mistake("pii_disclosed", Category.SPAM, Rate.of(9, 20))),
                        List.of(new ObfuscationAccuracy(ObfuscationAccuracy.PLAIN, 100, 0.9, 0.88, 0.92)),
                        List.of(new LanguageRate("German", Rate.of(3, 6), Rate.of(1, 6))),
                        List.of(new LengthAuc(150, List.of("davidson"), 90, 40, 0.91))),
                List.of(new Curve(Curve.Kind.ROC, Category.TOXICITY, List.of(0.0, 1.0), List.of(0.0, 1.0))),
                List.of(new Figure(Metric.THREE_CLASS_F1, "davidson", 0.7, 0.65, 0.75, 10L)),
                List.of(new LimitEffect(Category.TOXICITY, 0.9, 0.63, Rate.of(1, 100), Rate.of(4, 100))));
    }
}
