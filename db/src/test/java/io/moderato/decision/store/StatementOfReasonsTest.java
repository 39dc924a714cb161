package io.moderato.decision.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.decision.Category;
import io.moderato.decision.DecidedBy;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.decision.ModelUse;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Provenance;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.store.StatementOfReasons.Redress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatementOfReasonsTest {
    @ParameterizedTest
    @MethodSource
    void saysWhatItRestsOnInWordsForAuthors(String stage, List<Reason> reasons, List<String> facts) {
        StatementOfReasons statement = StatementOfReasons.of(decision(stage, reasons), true, Redress.APPEAL);

        assertThat(statement).isNotNull();
        assertThat(statement.facts()).isEqualTo(facts);
    }

    static Stream<Arguments> saysWhatItRestsOnInWordsForAuthors() {
        return Stream.of(
                arguments(
                        "MlClassifier",
                        List.of(
                                reason(
                                        "Insults: 97.1 %; rejection begins at 80.0 % (cached)",
                                        Category.INSULT, "MlClassifier"),
                                reason("Threats: 60.0 %; review begins at 50.0 %", Category.THREAT, "MlClassifier"),
                                reason("Insults: 97.1 %; review begins at 50.0 %", Category.INSULT, "AnotherModel")),
                        List.of(
                                "An automatic check found signs of this in your content: insults.",
                                "An automatic check found signs of this in your content: threats.")),
                arguments(
                        "KeywordFilter",
                        List.of(
                                reason("Contains a term of the list \"blk-4711\"", Category.SPAM, "KeywordFilter"),
                                reason("Contains a term of the list \"other\"", Category.SPAM, "RegexFilter"),
                                reason("No active model looks at images", null, "Pipeline")),
                        List.of(
                                "Your text contains words or phrases that this community does not allow: spam or fraud.")),
                arguments(
                        "Pipeline",
                        List.of(reason("An automatic check failed", null, "ExternalCheck")),
                        List.of("An automatic check found that your content breaks the community's rules.")),
                arguments(
                        "HumanReview",
                        List.of(reason("You called somebody names.", Category.INSULT, "HumanReview")),
                        List.of("You called somebody names.")));
    }

    private static Reason reason(String text, @Nullable Category category, String stage) {
        return new Reason(text, category, stage);
    }

    private static Decision decision(String stage, List<Reason> reasons) {
        return new Decision(
                DecisionId.next(),
                ContentId.next(),
                1,
                new CommunityId("main"),
                ModerationResult.of(
                        Outcome.REJECT,
                        0.9,
                        reasons,
                        new Scores(Map.of(Category.INSULT, 0.9)),
                        new Provenance(stage, null, List.of(new ModelUse(stage, "m1")), 1, 1L, false)),
                stage.equals("HumanReview") ? new DecidedBy.Human("moderator", null) : DecidedBy.PIPELINE,
                null,
                Instant.now());
    }
}
