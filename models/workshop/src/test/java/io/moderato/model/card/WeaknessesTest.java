package io.moderato.model.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.decision.Category;
import io.moderato.model.ModerationSettings;
import io.moderato.model.ModerationSettings.Calibration;
import io.moderato.model.ModerationSettings.DataSource;
import io.moderato.model.scorecard.Behaviour;
import io.moderato.model.scorecard.Behaviour.FunctionAccuracy;
import io.moderato.model.scorecard.Behaviour.LanguageRate;
import io.moderato.model.scorecard.Behaviour.Mistake;
import io.moderato.model.scorecard.Rate;
import io.moderato.model.scorecard.Scorecard;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WeaknessesTest {
    private static final Scorecard SCORECARD = new Scorecard(
            "model",
            "validation",
            List.of(new Scorecard.Measurement(
                    "rtp_sample", Category.SEXUAL, 1120, 148, 0.91, 0.7, 0.5, 0.6, 0.4, 0.01, 0.6)),
            100,
            0.01,
            Map.of(),
            null,
            null,
            List.of(),
            new Behaviour(
                    0.5,
                    List.of(),
                    List.of(new FunctionAccuracy("implied_hate", Category.TOXICITY, true, 100, 0.07)),
                    List.of(new Mistake("pii_disclosed", Category.SPAM, Rate.of(20, 100))),
                    List.of(),
                    List.of(
                            new LanguageRate("German", Rate.of(2, 6), Rate.of(0, 6)),
                            new LanguageRate("Dutch", Rate.of(1, 6), Rate.of(1, 6))),
                    List.of()),
            List.of(),
            List.of(),
            List.of());

    @Test
    void saysInFiguresWhatItMeasured() {
        String markdown =
                new Weaknesses(SCORECARD, settings("rtp_sample", Category.SEXUAL, Category.SELF_HARM)).markdown();

        assertThat(markdown)
                .contains(
                        "implied hate 7 %",
                        "rtp_sample 0.910 (148 positives)",
                        "No person has labelled such text",
                        "Learned only from generated sentences, never measured on posts of people",
                        "it would hold back 25 % (9–53)",
                        "in German, Dutch. So the platform does not ask the model",
                        "**Personal data** is not scored",
                        "rejects 20 % (13–29) as spam",
                        "The licence of rtp_sample is unconfirmed");
    }

    @Test
    void saysNothingOfCategoriesAndSetsThatTheModelDoesNotKnow() {
        String markdown = new Weaknesses(SCORECARD, settings("ours", Category.INSULT, Category.PII)).markdown();

        assertThat(markdown)
                .doesNotContain("**Sexual", "**Self-harm", "**Spam", "**Threats", "rtp_sample is unconfirmed")
                .contains("Patterns find addresses and numbers more surely");
    }

    private static ModerationSettings settings(String set, Category... categories) {
        return new ModerationSettings(
                1,
                "model",
                Instant.EPOCH,
                List.of(categories),
                Arrays.stream(categories).collect(Collectors.toMap(category -> category, category -> Calibration.NONE)),
                128,
                32,
                Map.of(),
                List.of(new DataSource(set, "ours", 10)),
                null,
                null,
                null,
                null,
                null);
    }
}
