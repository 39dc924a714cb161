package io.moderato.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moderato.policy.Threshold;
import io.moderato.rules.CompiledRules;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleSets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StagesTest {
    private static final Map<Category, Threshold> THRESHOLDS = Map.of(
            Category.TOXICITY, new Threshold(0.9, null),
            Category.THREAT, new Threshold(0.8, 0.5),
            Category.SPAM, new Threshold(1, null));

    private final StageChain rulesOnly =
            new StageChain(List.of(new RegexFilter(), new KeywordFilter()), new SimpleMeterRegistry());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "toxicity 0.95|REJECT|0.95|toxicity 0.950 is above the reject threshold 0.900",
                "toxicity 0.9|REVIEW|0.9|toxicity 0.900 is above the review threshold 0.630",
                "toxicity 0.64|REVIEW|0.64|toxicity 0.640 is above the review threshold 0.630",
                "toxicity 0.63|APPROVE|0.37|No score passes its threshold",
                "threat 0.55|REVIEW|0.55|threat 0.550 is above the review threshold 0.500",
                "threat 0.81 toxicity 0.7|REJECT|0.81|threat 0.810 is above the reject threshold 0.800",
                "spam 0.99|REVIEW|0.99|spam 0.990 is above the review threshold 0.700",
                "spam 1|REVIEW|1|spam 1.000 is above the review threshold 0.700",
                "pii 0.99|APPROVE|1|No score passes its threshold",
                "toxicity 0.1 threat 0.2|APPROVE|0.8|No score passes its threshold",
            })
    void holdsScoresAgainstThresholds(String scores, Outcome outcome, double confidence, String reason) {
        ModerationResult result = MlClassifier.judge(parse(scores), inForce(CompiledRules.none()), "m1");
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.confidence()).isCloseTo(confidence, within(1e-9));
        assertThat(result.reasons().getFirst().text()).isEqualTo(reason);
        assertThat(result.provenance()).isEqualTo(new Provenance("MlClassifier", null, "m1", 7, 0L, false));
    }

    @Test
    void namesEveryCategoryThatPassedRejectionsFirst() {
        ModerationResult result =
                MlClassifier.judge(parse("toxicity 0.85 threat 0.82 spam 0.9"), inForce(CompiledRules.none()), "m1");
        assertThat(result.reasons())
                .extracting(Reason::category)
                .containsExactly(Category.THREAT, Category.SPAM, Category.TOXICITY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "all is well|APPROVE|",
                "you idiot|REJECT|",
                "what a cheat|REVIEW|",
                "a cheat and an idiot|REJECT|",
                "oh d4mn it|MODIFY|oh •••• it",
                "oh d a m n it|MODIFY|oh ••••••• it",
                "damn cheat|REVIEW|",
                "call 555-1234 damn|MODIFY|call •••••••• ••••",
                "class act in Scunthorpe|APPROVE|",
                "see http://bad.example|REJECT|",
            })
    void appliesTheStrictestRule(String posted, Outcome outcome, String modified) {
        ModerationResult result = moderate(posted);
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.modifiedText()).isEqualTo(modified);
        assertThat(result.confidence()).isEqualTo(1);
    }

    @Test
    void approvesWhatPassedEveryStage() {
        ModerationResult result = moderate("all is well");
        assertThat(result.reasons()).containsExactly(new Reason("Passed all moderation checks", null, "Pipeline"));
        assertThat(result.provenance()).isEqualTo(new Provenance("Pipeline", null, null, 7, 1L, false));
    }

    @Test
    void pointsIntoTheTextAsPostedEvenAfterItWasMasked() {
        String posted = "d4mn 🤬 see http://bad.example";
        ModerationResult result = moderate(posted);
        assertThat(result.outcome()).isEqualTo(Outcome.REJECT);
        assertThat(result.modifiedText()).isNull();
        assertThat(result.matches())
                .extracting(match -> posted.substring(match.start(), match.end()) + "=" + match.source())
                .containsExactly("http://bad.example=links", "d4mn=swearing");
        assertThat(result.reasons()).extracting(Reason::stage).containsExactly("RegexFilter", "KeywordFilter");
        assertThat(result.provenance().rule()).isEqualTo("links: https?://bad\\.example");
    }

    @Test
    void tellsWhichRuleDecidedWithoutQuotingTheText() {
        ModerationResult result = moderate("You 1D10T!");
        assertThat(result.provenance().rule()).isEqualTo("insults: idiot");
        assertThat(result.reasons())
                .containsExactly(
                        new Reason("Contains what the list \"insults\" names", Category.INSULT, "KeywordFilter"));
    }

    @Test
    void boundsWhatItReportsButMasksEverything() {
        String posted = "damn ".repeat(5000);
        ModerationResult result = moderate(posted);
        assertThat(result.matches()).hasSize(100);
        assertThat(result.modifiedText()).isEqualTo("•••• ".repeat(5000));
    }

    @Test
    void mergesResultsOfOneLayer() {
        ModerationResult approved = result(Outcome.APPROVE, 0.6, "fine", "toxicity 0.4");
        ModerationResult doubtful = result(Outcome.REVIEW, 0.8, "doubt", "spam 0.8");
        ModerationResult moreDoubtful = result(Outcome.REVIEW, 0.5, "more doubt", "toxicity 0.5");
        ModerationResult rejected = result(Outcome.REJECT, 0.9, "bad", "threat 0.9");

        ModerationResult review = Merging.merge(List.of(approved, doubtful, moreDoubtful));
        assertThat(review.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(review.confidence()).isEqualTo(0.5);
        assertThat(review.reasons()).extracting(Reason::text).containsExactly("more doubt", "doubt");
        assertThat(review.scores()).isEqualTo(parse("toxicity 0.5 spam 0.8"));

        ModerationResult reject = Merging.merge(List.of(doubtful, rejected, approved));
        assertThat(reject.outcome()).isEqualTo(Outcome.REJECT);
        assertThat(reject.reasons()).extracting(Reason::text).containsExactly("bad");

        ModerationResult approve = Merging.merge(List.of(approved, result(Outcome.APPROVE, 0.9, "ok", "spam 0.1")));
        assertThat(approve.outcome()).isEqualTo(Outcome.APPROVE);
        assertThat(approve.confidence()).isEqualTo(0.6);
    }

    private ModerationResult moderate(String posted) {
        CompiledRules rules = new RuleSets()
                .keywords("insults", Category.INSULT, RuleAction.REJECT, "idiot")
                .keywords("doubts", Category.TOXICITY, RuleAction.REVIEW, "cheat")
                .keywords("swearing", Category.OBSCENE, RuleAction.MODIFY, "damn")
                .patterns("links", Category.SPAM, RuleAction.REJECT, "https?://bad\\.example")
                .patterns("phones", Category.PII, RuleAction.MODIFY, "\\d{3}-\\d{4}")
                .compiled();
        return rulesOnly
                .moderate(List.of(new StageInput(Samples.content(posted), inForce(rules))))
                .getFirst();
    }

    private static ModerationResult result(Outcome outcome, double confidence, String reason, String scores) {
        return new ModerationResult(
                outcome,
                confidence,
                List.of(new Reason(reason, null, "S")),
                parse(scores),
                null,
                List.of(),
                new Provenance("S", null, null, null, null, false));
    }

    private static InForce inForce(CompiledRules rules) {
        return new InForce(7, THRESHOLDS, rules);
    }

    private static Scores parse(String text) {
        Map<Category, Double> scores = new java.util.EnumMap<>(Category.class);
        String[] words = text.split(" ");
        for (int i = 0; i < words.length; i += 2) {
            scores.put(Category.ofKey(words[i]), Double.valueOf(words[i + 1]));
        }
        return new Scores(scores);
    }
}
