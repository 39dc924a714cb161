package io.moderato.decision.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moderato.decision.Category;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Part;
import io.moderato.decision.Reason;
import io.moderato.decision.Unexamined;
import io.moderato.decision.UnexaminedReason;
import io.moderato.model.pipeline.MlClassifier;
import io.moderato.model.pipeline.TestModel;
import io.moderato.model.serving.TextClassifier;
import io.moderato.policy.DefaultPolicy;
import io.moderato.policy.PolicyTerms;
import io.moderato.rules.RuleAction;
import io.moderato.rules.engine.CompiledRules;
import io.moderato.rules.engine.RuleSets;
import io.moderato.rules.pipeline.KeywordFilter;
import io.moderato.rules.pipeline.RegexFilter;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All stages with the shipped model and the default policy. */
class ShippedPipelineTest {
    private static TextClassifier model;
    private static StageChain chain;

    @BeforeAll
    static void load() {
        model = TestModel.load();
        chain = new StageChain(
                List.of(
                        new KeywordFilter(),
                        new RegexFilter(),
                        new MlClassifier(model, MlClassifier.readerFor(model), 20_000)),
                new SimpleMeterRegistry());
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Danke für die Hilfe.|de",
                "Ich finde die Idee gut.|de",
                "Die Kinder sterben vor Lachen, wenn der Clown kommt.|de",
                "Le train a du retard ce matin.|fr",
                "Tåget kör i hög fart genom skogen.|sv",
                "Мама мыла раму.|-",
                "유모차를 샀어요|ko",
                "今日は天気がいいですね。|ja",
                "El perro de mi vecino ladra toda la noche.|es",
                "Jutro pojedziemy nad morze z całą rodziną.|pl",
            })
    void hasNoOpinionAboutLanguagesThatTheModelDoesNotRead(String text, String language) {
        ModerationResult result = decide(text, CompiledRules.none());
        assertThat(result.outcome()).isEqualTo(Outcome.APPROVE);
        assertThat(result.scores().byCategory()).isEmpty();
        assertThat(result.unexamined()).containsExactly(new Unexamined(Part.TEXT, UnexaminedReason.LANGUAGE_NOT_READ));
        assertThat(result.confidence()).isEqualTo(ModerationResult.UNKNOWN_CONFIDENCE);
        assertThat(result.reasons().getFirst().text()).startsWith("Decided without the model, which does not read");
        if (language != null) {
            assertThat(result.detectedLanguage()).isEqualTo(language);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I will kill you tonight.|en",
                "Guten Morgen zusammen, wie geht es euch denn heute? I will kill you tonight.|-",
                "I will kill you tonight. Guten Morgen zusammen, wie geht es euch denn heute? Das Wetter ist ja wunderbar.|-",
                "Доброе утро, как у вас дела сегодня? I will kill you tonight. Погода просто чудесная.|-",
            })
    void alwaysScoresTheSentencesThatTheModelReads(String text, String language) {
        ModerationResult result = decide(text, CompiledRules.none());
        assertThat(result.outcome()).isEqualTo(Outcome.REJECT);
        assertThat(result.scores().of(Category.THREAT)).isPresent();
        if (!language.equals("-")) {
            assertThat(result.detectedLanguage()).isEqualTo(language);
            assertThat(result.unexamined()).isEmpty();
        }
    }

    @Test
    void takesTheNamedLanguageForAHintOnly() {
        ModerationResult result = chain.moderate(List.of(new StageInput(
                        Samples.content("I will kill you tonight.", "de"), inForce(CompiledRules.none()))))
                .getFirst();
        assertThat(result.outcome()).isEqualTo(Outcome.REJECT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "free followers|REVIEW|-|I will kill you. Free followers at my page!",
                "numpty|REVIEW|(?i)kill yourself|you numpty, kill yourself",
                "kill;fuck;bastard|MODIFY|-|I will kill you tonight",
                "kill;fuck;bastard|MODIFY|-|you bastard, I will come to your house and kill you",
            })
    void aWeakerRuleHidesNothingFromTheModelOrFromAStricterRule(
            String terms, RuleAction action, String rejected, String text) {
        RuleSets rules = new RuleSets().keywords("list", Category.TOXICITY, action, terms.split(";"));
        if (!rejected.equals("-")) {
            rules.patterns("rejected", Category.SELF_HARM, RuleAction.REJECT, rejected);
        }
        ModerationResult result = decide(text, rules.compiled());
        assertThat(result.outcome()).isEqualTo(Outcome.REJECT);
        assertThat(result.modifiedText()).isNull();
        assertThat(result.reasons()).extracting(Reason::text).anyMatch(reason -> reason.contains("\"list\""));
    }

    @Test
    void readsNoMoreOfATextThanItMayAndSaysSo() {
        ModerationResult result = decide("All is well with the garden. ".repeat(1000), CompiledRules.none());
        assertThat(result.unexamined()).containsExactly(new Unexamined(Part.TEXT, UnexaminedReason.TOO_LONG));
        assertThat(result.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(result.confidence()).isLessThanOrEqualTo(ModerationResult.UNKNOWN_CONFIDENCE);
        assertThat(result.scores().byCategory()).isNotEmpty();
    }

    private static ModerationResult decide(String text, CompiledRules rules) {
        return chain.moderate(List.of(new StageInput(Samples.content(text), inForce(rules))))
                .getFirst();
    }

    private static InForce inForce(CompiledRules rules) {
        return new InForce(1, PolicyTerms.of(DefaultPolicy.thresholds()), rules);
    }
}
