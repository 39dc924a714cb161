package io.moderato.decision.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moderato.content.Content;
import io.moderato.decision.Category;
import io.moderato.decision.ModelUse;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Part;
import io.moderato.decision.Provenance;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.Unexamined;
import io.moderato.decision.UnexaminedReason;
import io.moderato.model.pipeline.MlClassifier;
import io.moderato.policy.ChainRule;
import io.moderato.policy.PolicyTerms;
import io.moderato.policy.Threshold;
import io.moderato.rules.RuleAction;
import io.moderato.rules.engine.CompiledRules;
import io.moderato.rules.engine.RuleSets;
import io.moderato.rules.pipeline.KeywordFilter;
import io.moderato.rules.pipeline.RegexFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
                "toxicity 0.95|REJECT|0.95|Rude or disrespectful language: 95.0 %; rejection begins at 90.0 %",
                "toxicity 0.9|REVIEW|0.9|Rude or disrespectful language: 90.0 %; review begins at 63.0 %",
                "toxicity 0.64|REVIEW|0.64|Rude or disrespectful language: 64.0 %; review begins at 63.0 %",
                "toxicity 0.63|APPROVE|0.37|No score passes its threshold",
                "threat 0.55|REVIEW|0.55|Threats: 55.0 %; review begins at 50.0 %",
                "threat 0.81 toxicity 0.7|REJECT|0.81|Threats: 81.0 %; rejection begins at 80.0 %",
                "spam 0.99|REVIEW|0.99|Spam or fraud: 99.0 %; review begins at 70.0 %",
                "spam 1|REVIEW|1|Spam or fraud: 100.0 %; review begins at 70.0 %",
                "pii 0.99|APPROVE|1|No score passes its threshold",
                "toxicity 0.1 threat 0.2|APPROVE|0.8|No score passes its threshold",
            })
    void holdsScoresAgainstThresholds(String scores, Outcome outcome, double confidence, String reason) {
        ModerationResult result = MlClassifier.judge(parse(scores), inForce(CompiledRules.none()), "m1");
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.confidence()).isCloseTo(confidence, within(1e-9));
        assertThat(result.reasons().getFirst().text()).isEqualTo(reason.replace(" %", "\u00a0%"));
        assertThat(result.provenance())
                .isEqualTo(new Provenance(
                        "MlClassifier", null, List.of(new ModelUse("MlClassifier", "m1")), 7, 0L, false));
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
        assertThat(result.provenance()).isEqualTo(new Provenance("Pipeline", null, List.of(), 7, 1L, false));
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
                        new Reason("Contains a term of the list \"insults\"", Category.INSULT, "KeywordFilter"));
    }

    @Test
    void boundsWhatItReportsButMasksEverything() {
        String posted = "damn ".repeat(5000);
        ModerationResult result = moderate(posted);
        assertThat(result.matches()).hasSize(100);
        assertThat(result.modifiedText()).isEqualTo("•••• ".repeat(5000));
    }

    @Test
    void goesOnAfterADoubtWithTheTextAsPosted() {
        List<String> seen = new ArrayList<>();
        StageChain chain = chain(new Found(Layer.MODEL, Set.of(Part.Kind.TEXT), input -> {
            seen.add(input.text());
            return result(Outcome.REJECT, 0.97, "a threat", "threat 0.97");
        }));
        ModerationResult result =
                decide(chain, Samples.content("damn cheat, I will find you"), ChainRule.STRICTEST_WINS);
        assertThat(seen).containsExactly("damn cheat, I will find you");
        assertThat(result.outcome()).isEqualTo(Outcome.REJECT);
        assertThat(result.confidence()).isEqualTo(0.97);
        assertThat(result.modifiedText()).isNull();
        assertThat(result.reasons())
                .extracting(Reason::text)
                .containsExactly(
                        "a threat",
                        "Contains a term of the list \"doubts\"",
                        "Contains a term of the list \"swearing\"");
        assertThat(result.scores()).isEqualTo(parse("threat 0.97"));
        assertThat(result.matches()).hasSize(2);
    }

    @Test
    void stopsAtTheFirstDoubtWhereThePolicyChoseIt() {
        List<String> seen = new ArrayList<>();
        StageChain chain = chain(new Found(Layer.MODEL, Set.of(Part.Kind.TEXT), input -> {
            seen.add(input.text());
            return result(Outcome.APPROVE, 0.9, "fine", "threat 0.1");
        }));
        assertThat(decide(chain, Samples.content("damn cheat"), ChainRule.FIRST_DOUBT_ENDS)
                        .outcome())
                .isEqualTo(Outcome.REVIEW);
        assertThat(seen).isEmpty();
        ModerationResult masked = decide(chain, Samples.content("oh damn, 555-1234"), ChainRule.FIRST_DOUBT_ENDS);
        assertThat(seen).containsExactly("oh ••••, ••••••••");
        assertThat(masked.outcome()).isEqualTo(Outcome.MODIFY);
        assertThat(masked.modifiedText()).isEqualTo("oh ••••, ••••••••");
    }

    @Test
    void endsAtARejection() {
        StageChain chain = chain(new Found(Layer.MODEL, Set.of(Part.Kind.TEXT), input -> {
            throw new AssertionError("asked although it is rejected");
        }));
        assertThat(decide(chain, Samples.content("you idiot"), ChainRule.STRICTEST_WINS)
                        .outcome())
                .isEqualTo(Outcome.REJECT);
    }

    @Test
    void scoresWhatARuleRejectsOrMasksAsPosted() {
        List<String> seen = new ArrayList<>();
        StageChain chain = chain(new Found(Layer.MODEL, Set.of(Part.Kind.TEXT), input -> {
            seen.add(input.text());
            return result(Outcome.APPROVE, 0.9, "fine", "insult 0.4");
        }));
        for (ChainRule rule : ChainRule.values()) {
            InForce inForce = new InForce(7, new PolicyTerms(THRESHOLDS, Map.of(), rule), rules());
            ModerationResult result = chain.score(List.of(new StageInput(Samples.content("damn idiot"), inForce)))
                    .getFirst();

            assertThat(result.outcome()).isEqualTo(Outcome.REJECT);
            assertThat(result.scores()).isEqualTo(parse("insult 0.4"));
        }
        assertThat(seen).containsExactly("damn idiot", "damn idiot");
    }

    @Test
    void refusesAStageThatMovesPlaces() {
        StageChain chain = chain(new Found(
                Layer.MODEL,
                Set.of(Part.Kind.TEXT),
                input -> new ModerationResult(
                        Outcome.MODIFY,
                        1,
                        List.of(new Reason("shorter", null, "S")),
                        Scores.NONE,
                        "short",
                        List.of(),
                        List.of(),
                        null,
                        new Provenance("S", null, List.of(), null, null, false))));
        assertThatThrownBy(() -> decide(chain, Samples.content("a long text"), ChainRule.STRICTEST_WINS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("keep places");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // text, images, parent, what the policy says of images, outcome, confidence, first reason, unexamined
                "-|1|-|REVIEW|REVIEW|0.5|The image was not examined: no active model looks at images|images/0 no-image-model",
                "-|2|-|REVIEW|REVIEW|0.5|2 images were not examined: no active model looks at images|images/0 no-image-model, images/1 no-image-model",
                "-|1|-|APPROVE|APPROVE|0.5|The image was not examined: no active model looks at images|images/0 no-image-model",
                "-|1|-|REJECT|REJECT|0.5|The image was not examined: no active model looks at images|images/0 no-image-model",
                "all is well|1|-|REVIEW|REVIEW|0.5|The image was not examined: no active model looks at images|images/0 no-image-model",
                "you idiot|1|-|REVIEW|REJECT|1|Contains a term of the list \"insults\"|images/0 no-image-model",
                "what a cheat|1|-|REVIEW|REVIEW|0.5|Contains a term of the list \"doubts\"|images/0 no-image-model",
                "oh damn|1|-|REVIEW|REVIEW|0.5|The image was not examined: no active model looks at images|images/0 no-image-model",
                "oh damn|1|-|APPROVE|MODIFY|0.5|Contains a term of the list \"swearing\"|images/0 no-image-model",
                "all is well|0|What do you think?|REVIEW|APPROVE|1|Passed all moderation checks|context context-not-used",
                "all is well|0|-|REVIEW|APPROVE|1|Passed all moderation checks|-",
                "-|0|-|REVIEW|APPROVE|0.5|There is no text and no image to examine|-",
            })
    void saysWhatNobodyExaminedAndDecidesItAsThePolicySays(
            String text,
            int images,
            String parent,
            Outcome ofImages,
            Outcome outcome,
            double confidence,
            String reason,
            String unexamined) {
        Content posted = Samples.content(
                text == null ? "" : text,
                Stream.iterate(1, i -> i + 1)
                        .limit(images)
                        .map(i -> "https://example.org/" + i + ".jpg")
                        .toList(),
                parent);
        InForce inForce = new InForce(
                7,
                new PolicyTerms(
                        THRESHOLDS, Map.of(UnexaminedReason.NO_IMAGE_MODEL, ofImages), ChainRule.STRICTEST_WINS),
                rules());
        ModerationResult result =
                rulesOnly.moderate(List.of(new StageInput(posted, inForce))).getFirst();
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.confidence()).isEqualTo(confidence);
        assertThat(result.reasons().getFirst().text()).isEqualTo(reason.replace(" %", "\u00a0%"));
        assertThat(result.unexamined().stream()
                        .map(gap -> gap.part().key() + " " + gap.reason().key())
                        .collect(Collectors.joining(", ")))
                .isEqualTo(unexamined == null ? "" : unexamined);
    }

    @Test
    void saysThatAPatternWasNotFinishedAndLetsAPersonLook() {
        CompiledRules rules = new RuleSets()
                .patterns("offers", Category.SPAM, RuleAction.MODIFY, "(?i)free(.*money)?")
                .compiled();
        ModerationResult result = rulesOnly
                .moderate(List.of(new StageInput(Samples.content("free ".repeat(40_000)), inForce(rules))))
                .getFirst();
        assertThat(result.unexamined()).containsExactly(new Unexamined(Part.TEXT, UnexaminedReason.PATTERN_UNFINISHED));
        assertThat(result.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(result.matches()).isNotEmpty();
    }

    @Test
    void knowsAnImageThatAStageLooksAt() {
        StageChain chain = chain(new Found(
                Layer.MODEL, Set.of(Part.Kind.IMAGE), input -> result(Outcome.APPROVE, 0.8, "harmless", "sexual 0.1")));
        ModerationResult result = decide(
                chain, Samples.content("look", List.of("https://example.org/1.jpg"), null), ChainRule.STRICTEST_WINS);
        assertThat(result.outcome()).isEqualTo(Outcome.APPROVE);
        assertThat(result.confidence()).isEqualTo(0.8);
        assertThat(result.unexamined()).isEmpty();
    }

    @Test
    void mergesResultsOfOneLayer() {
        ModerationResult approved = result(Outcome.APPROVE, 0.6, "fine", "toxicity 0.4");
        ModerationResult doubtful = result(Outcome.REVIEW, 0.8, "doubt", "spam 0.8");
        ModerationResult moreDoubtful = result(Outcome.REVIEW, 0.5, "more doubt", "toxicity 0.5");
        ModerationResult rejected = result(Outcome.REJECT, 0.9, "bad", "threat 0.9");

        ModerationResult review = Merging.merge("", List.of(approved, doubtful, moreDoubtful));
        assertThat(review.outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(review.confidence()).isEqualTo(0.5);
        assertThat(review.reasons()).extracting(Reason::text).containsExactly("more doubt", "doubt");
        assertThat(review.scores()).isEqualTo(parse("toxicity 0.5 spam 0.8"));

        ModerationResult reject = Merging.merge("", List.of(doubtful, rejected, approved));
        assertThat(reject.outcome()).isEqualTo(Outcome.REJECT);
        assertThat(reject.reasons()).extracting(Reason::text).containsExactly("bad", "doubt");

        ModerationResult approve = Merging.merge("", List.of(approved, result(Outcome.APPROVE, 0.9, "ok", "spam 0.1")));
        assertThat(approve.outcome()).isEqualTo(Outcome.APPROVE);
        assertThat(approve.confidence()).isEqualTo(0.6);
    }

    private ModerationResult moderate(String posted) {
        return decide(rulesOnly, Samples.content(posted), ChainRule.STRICTEST_WINS);
    }

    private static ModerationResult decide(StageChain chain, Content posted, ChainRule rule) {
        InForce inForce = new InForce(7, new PolicyTerms(THRESHOLDS, Map.of(), rule), rules());
        return chain.moderate(List.of(new StageInput(posted, inForce))).getFirst();
    }

    private static StageChain chain(ModerationStage last) {
        return new StageChain(List.of(new RegexFilter(), new KeywordFilter(), last), new SimpleMeterRegistry());
    }

    private static CompiledRules rules() {
        return new RuleSets()
                .keywords("insults", Category.INSULT, RuleAction.REJECT, "idiot")
                .keywords("doubts", Category.TOXICITY, RuleAction.REVIEW, "cheat")
                .keywords("swearing", Category.OBSCENE, RuleAction.MODIFY, "damn")
                .patterns("links", Category.SPAM, RuleAction.REJECT, "https?://bad\\.example")
                .patterns("phones", Category.PII, RuleAction.MODIFY, "\\d{3}-\\d{4}")
                .compiled();
    }

    /** A stage that finds what it is told. */
    private record Found(Layer layer, Set<Part.Kind> examines, Function<StageInput, ModerationResult> finding)
            implements ModerationStage {
        @Override
        public String name() {
            return "Found";
        }

        @Override
        public List<ModerationResult> moderate(List<StageInput> inputs) {
            return inputs.stream().map(finding).toList();
        }
    }

    private static ModerationResult result(Outcome outcome, double confidence, String reason, String scores) {
        return ModerationResult.of(
                outcome,
                confidence,
                List.of(new Reason(reason, null, "S")),
                parse(scores),
                new Provenance("S", null, List.of(), null, null, false));
    }

    private static InForce inForce(CompiledRules rules) {
        return new InForce(7, PolicyTerms.of(THRESHOLDS), rules);
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
