package io.moderato.decision.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moderato.content.Content;
import io.moderato.decision.Category;
import io.moderato.decision.ModelUse;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Part;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.Unexamined;
import io.moderato.decision.UnexaminedReason;
import io.moderato.policy.ChainRule;
import io.moderato.policy.PolicyTerms;
import io.moderato.rules.RuleAction;
import io.moderato.rules.engine.CompiledRules;
import io.moderato.rules.engine.RuleSets;
import io.moderato.rules.pipeline.KeywordFilter;
import io.moderato.rules.pipeline.RegexFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a new stage can count on, and what it is held to, with stages that nothing in the pipeline knows. */
class StageContractTest {
    private static final List<String> ONE_IMAGE = List.of("https://example.org/1.jpg");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void isAskedOnlyAboutContentsThatConcernIt() {
        Stage images = new Stage("ImageClassifier").looksAt(Part.Kind.IMAGE);
        Stage texts = new Stage("MlClassifier").looksAt(Part.Kind.TEXT);
        Stage authors = new Stage("AuthorHistory").looksAt();
        Content text = Samples.content("hello");
        Content image = Samples.content("", ONE_IMAGE, null);
        Content both = Samples.content("look", ONE_IMAGE, null);
        List<ModerationResult> results = chain(images, texts, authors).moderate(inputs(text, image, both));
        assertThat(images.seen).containsExactly(image.id().toString(), both.id().toString());
        assertThat(texts.seen).containsExactly(text.id().toString(), both.id().toString());
        assertThat(authors.seen).hasSize(3);
        assertThat(results).allSatisfy(result -> assertThat(result.unexamined()).isEmpty());
    }

    @Test
    void namesEveryModelThatScored() {
        StageChain chain = chain(
                new Stage("ImageClassifier").looksAt(Part.Kind.IMAGE).finding(scored("ImageClassifier", "i7", 0.2)),
                new Stage("MlClassifier").looksAt(Part.Kind.TEXT).finding(scored("MlClassifier", "t3", 0.4)));
        ModerationResult result =
                chain.moderate(inputs(Samples.content("look", ONE_IMAGE, null))).getFirst();
        assertThat(result.provenance().models())
                .containsExactly(new ModelUse("ImageClassifier", "i7"), new ModelUse("MlClassifier", "t3"));
        assertThat(result.provenance().stage()).isEqualTo("Pipeline");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SKIP|APPROVE|An automatic check failed, so not everything was examined",
                "REVIEW|REVIEW|An automatic check failed",
                "REJECT|REJECT|An automatic check failed",
            })
    void decidesAsTheStageSaysWhereItFailed(FailurePolicy policy, Outcome outcome, String reason) {
        Stage failing = new Stage("AuthorHistory").looksAt().onFailure(policy).finding(input -> {
            throw new IllegalStateException("no answer");
        });
        StageChain chain = chain(new KeywordFilter(), failing);
        ModerationResult result =
                chain.moderate(inputs(Samples.content("hello"))).getFirst();
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.confidence()).isEqualTo(0.5);
        assertThat(result.reasons()).extracting(Reason::text).contains(reason);
        assertThat(result.unexamined()).containsExactly(new Unexamined(Part.TEXT, UnexaminedReason.STAGE_FAILED));
        assertThat(chain.answers()).isTrue();
        assertThat(meters.counter("moderato.pipeline.stage.failures", "stage", "AuthorHistory")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void leavesAFailureToACommunityThatIsStricter() {
        Stage failing = new Stage("AuthorHistory")
                .looksAt()
                .onFailure(FailurePolicy.SKIP)
                .finding(input -> {
                    throw new IllegalStateException("no answer");
                });
        PolicyTerms strict = new PolicyTerms(
                Map.of(), Map.of(UnexaminedReason.STAGE_FAILED, Outcome.REVIEW), ChainRule.STRICTEST_WINS);
        ModerationResult result = chain(failing)
                .moderate(
                        List.of(new StageInput(Samples.content("hello"), new InForce(1, strict, CompiledRules.none()))))
                .getFirst();
        assertThat(result.outcome()).isEqualTo(Outcome.REVIEW);
    }

    @Test
    void throwsWhereNothingIsDecidedWithoutIt() {
        StageChain chain =
                chain(new Stage("MlClassifier").looksAt(Part.Kind.TEXT).finding(input -> {
                    throw new IllegalStateException("no answer");
                }));
        assertThatThrownBy(() -> chain.moderate(inputs(Samples.content("hello"))))
                .hasMessage("no answer");
    }

    @Test
    void costsTheOthersNothingWhereItCannotTakeOneContent() {
        Stage picky = new Stage("Picky")
                .looksAt(Part.Kind.TEXT)
                .onFailure(FailurePolicy.REVIEW)
                .finding(input -> {
                    if (input.text().equals("poison")) {
                        throw new IllegalStateException("cannot take it");
                    }
                    return scored("Picky", "1", 0.1).apply(input);
                });
        List<ModerationResult> results = chain(picky)
                .moderate(inputs(Samples.content("one"), Samples.content("poison"), Samples.content("three")));
        assertThat(results)
                .extracting(ModerationResult::outcome)
                .containsExactly(Outcome.APPROVE, Outcome.REVIEW, Outcome.APPROVE);
    }

    @Test
    void fillsTheGapsOfItsLayerAndOfNoOther() {
        Stage english = new Stage("English").looksAt(Part.Kind.TEXT).finding(notRead("English"));
        Stage german = new Stage("German").looksAt(Part.Kind.TEXT).finding(scored("German", "g1", 0.1));
        Content posted = Samples.content("Guten Tag");
        ModerationResult alone =
                chain(new KeywordFilter(), english).moderate(inputs(posted)).getFirst();
        assertThat(alone.unexamined()).containsExactly(new Unexamined(Part.TEXT, UnexaminedReason.LANGUAGE_NOT_READ));
        assertThat(alone.confidence()).isEqualTo(0.5);
        ModerationResult together = chain(new KeywordFilter(), english, german)
                .moderate(inputs(posted))
                .getFirst();
        assertThat(together.unexamined()).isEmpty();
        assertThat(together.confidence()).isEqualTo(0.9);
    }

    @Test
    void refusesTwoStagesOfOneName() {
        assertThatThrownBy(() -> chain(new Stage("Same"), new Stage("Same")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Two stages are called Same");
    }

    @Test
    void keepsResultsByWhatEachStageSaysThatItDependsOn() {
        Stage authors = new Stage("AuthorHistory")
                .looksAt()
                .keyedBy(input -> Optional.of(input.content().author().id()));
        Pipeline pipeline = pipeline(CompiledRules.none(), authors);
        assertThat(cached(pipeline, "ann", "the same words")).isFalse();
        assertThat(cached(pipeline, "bob", "the same words")).isFalse();
        assertThat(cached(pipeline, "ann", "the same words")).isTrue();

        Pipeline unrepeatable =
                pipeline(CompiledRules.none(), new Stage("Clock").looksAt().keyedBy(input -> Optional.empty()));
        assertThat(cached(unrepeatable, "ann", "the same words")).isFalse();
        assertThat(cached(unrepeatable, "ann", "the same words")).isFalse();
    }

    @Test
    void givesNoResultOfAFailureAgain() {
        Stage once = new Stage("Once").looksAt(Part.Kind.TEXT).onFailure(FailurePolicy.REVIEW);
        once.finding(input -> {
            if (once.seen.size() == 1) {
                throw new IllegalStateException("not yet");
            }
            return scored("Once", "1", 0.1).apply(input);
        });
        Pipeline pipeline = pipeline(CompiledRules.none(), once);
        assertThat(decide(pipeline, "ann", "hello").outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(decide(pipeline, "ann", "hello").outcome()).isEqualTo(Outcome.APPROVE);
        assertThat(decide(pipeline, "ann", "hello").provenance().cached()).isTrue();
    }

    @Test
    void takesTextsForAlikeOnlyWherePatternsDoNotTellThemApart() {
        Pipeline words = pipeline(CompiledRules.none(), new RegexFilter());
        assertThat(cached(words, "ann", "Hello there")).isFalse();
        assertThat(cached(words, "ann", "HELLO there")).isTrue();
        Pipeline patterns = pipeline(
                new RuleSets()
                        .patterns("shouting", Category.SPAM, RuleAction.REVIEW, "HELLO")
                        .compiled(),
                new RegexFilter());
        assertThat(cached(patterns, "ann", "Hello there")).isFalse();
        assertThat(decide(patterns, "ann", "HELLO there").outcome()).isEqualTo(Outcome.REVIEW);
    }

    @Test
    void takesTextsForAlikeOnlyWhereCapitalsDoNotMakeACodeOfADisguise() {
        Pipeline words = pipeline(
                new RuleSets()
                        .keywords("insults", Category.INSULT, RuleAction.REVIEW, "ass")
                        .compiled(),
                new KeywordFilter());
        assertThat(decide(words, "ann", "The A55 is here").outcome()).isEqualTo(Outcome.APPROVE);
        assertThat(decide(words, "ann", "the a55 is here").outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(cached(words, "ann", "Hello there")).isFalse();
        assertThat(cached(words, "ann", "HELLO there")).isTrue();
    }

    private boolean cached(Pipeline pipeline, String author, String text) {
        return decide(pipeline, author, text).provenance().cached();
    }

    private static ModerationResult decide(Pipeline pipeline, String author, String text) {
        return pipeline.moderate(List.of(Samples.by(author, text))).getFirst();
    }

    private Pipeline pipeline(CompiledRules rules, ModerationStage... stages) {
        InForce inForce = new InForce(1, PolicyTerms.of(Map.of()), rules);
        return new Pipeline(
                chain(stages),
                new ResultCache(100, meters),
                communities -> communities.stream().collect(Collectors.toMap(each -> each, each -> inForce)),
                meters);
    }

    private StageChain chain(ModerationStage... stages) {
        return new StageChain(List.of(stages), meters);
    }

    private static List<StageInput> inputs(Content... contents) {
        return Stream.of(contents)
                .map(content -> new StageInput(content, new InForce(1, PolicyTerms.of(Map.of()), CompiledRules.none())))
                .toList();
    }

    private static Function<StageInput, ModerationResult> scored(String stage, String version, double score) {
        return input -> ModerationResult.of(
                Outcome.APPROVE,
                1 - score,
                List.of(new Reason("fine", null, stage)),
                new Scores(Map.of(Category.TOXICITY, score)),
                input.inForce().provenance(stage, null).with(List.of(new ModelUse(stage, version))));
    }

    private static Function<StageInput, ModerationResult> notRead(String stage) {
        return input -> ModerationResult.of(
                        Outcome.APPROVE,
                        1,
                        List.of(new Reason("nothing read", null, stage)),
                        Scores.NONE,
                        input.inForce().provenance(stage, null))
                .lacking(List.of(new Unexamined(Part.TEXT, UnexaminedReason.LANGUAGE_NOT_READ)), "de");
    }

    /** A stage made of what it is told; it remembers what it was asked about. */
    private static final class Stage implements ModerationStage {
        private final String name;
        private final List<String> seen = new ArrayList<>();
        private Set<Part.Kind> kinds = Set.of(Part.Kind.TEXT);
        private FailurePolicy policy = FailurePolicy.TRY_AGAIN;
        private Function<StageInput, Optional<String>> key = input -> Optional.of("");
        private Function<StageInput, ModerationResult> finding;

        Stage(String name) {
            this.name = name;
            this.finding = scored(name, "1", 0.1);
        }

        Stage looksAt(Part.Kind... looked) {
            kinds = Set.of(looked);
            return this;
        }

        Stage onFailure(FailurePolicy chosen) {
            policy = chosen;
            return this;
        }

        Stage keyedBy(Function<StageInput, Optional<String>> chosen) {
            key = chosen;
            return this;
        }

        Stage finding(Function<StageInput, ModerationResult> found) {
            finding = found;
            return this;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Layer layer() {
            return Layer.MODEL;
        }

        @Override
        public Set<Part.Kind> examines() {
            return kinds;
        }

        @Override
        public Optional<String> cacheKey(StageInput input) {
            return key.apply(input);
        }

        @Override
        public FailurePolicy onFailure() {
            return policy;
        }

        @Override
        public List<ModerationResult> moderate(List<StageInput> inputs) {
            inputs.forEach(input -> seen.add(input.content().id().toString()));
            return inputs.stream().map(finding).toList();
        }
    }
}
