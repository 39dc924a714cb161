package io.moderato.appeal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.access.store.Actor;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.database.StoreTest;
import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;
import io.moderato.decision.store.StatementOfReasons.Redress;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.report.store.Reports;
import io.moderato.review.opening.Cause;
import io.moderato.review.store.Resolution;
import io.moderato.review.store.ReviewCase;
import io.moderato.review.store.ReviewCases;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AppealsTest extends StoreTest {
    private static final Resolution REJECT = new Resolution(Outcome.REJECT, "An insult", Category.INSULT, null, null);
    private static final Resolution APPROVE =
            new Resolution(Outcome.APPROVE, "Not an insult after all", null, null, null);

    @Autowired
    Appeals appeals;

    @Autowired
    ReviewCases cases;

    @Autowired
    Reports reports;

    @Test
    void isDecidedBySomebodyElseThanTheFirstReviewer() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "ada", "you fool"));
        decided(content, Outcome.REVIEW, 0.6);
        Actor first = moderator(community);
        decideNext(first, REJECT);
        Appeal appeal = appeals.lodge(community, content.id(), "ada", "It was a quote");

        assertThat(cases.claimNext(first)).isEmpty();
        Actor second = moderator(community);
        ReviewCase appealed = cases.claimNext(second).orElseThrow();
        loggedIn(first);
        assertThatThrownBy(() -> cases.claim(first, appealed.id())).hasMessageContaining("your own decision");
        loggedIn(second);
        cases.resolve(second, appealed.id(), appealed.revision(), APPROVE);

        Appeal answered = appeals.find(community, appeal.id()).orElseThrow();
        assertThat(answered.state()).isEqualTo(AppealState.OVERTURNED);
        assertThat(answered.answer()).isEqualTo("Not an insult after all");
        assertThat(decisions
                        .standing(contents.find(community, content.id()).orElseThrow())
                        .orElseThrow()
                        .result()
                        .outcome())
                .isEqualTo(Outcome.APPROVE);
        assertProblem(ProblemKey.WRONG_STATE, () -> appeals.lodge(community, content.id(), "ada", "Again"));
    }

    @Test
    void isUpheldByTheSameOutcome() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "ada", "you fool"));
        decided(content, Outcome.REJECT, 0.95);
        Appeal appeal = appeals.lodge(community, content.id(), "ada", "Why?");
        Actor moderator = moderator(community);
        decideNext(moderator, REJECT);

        assertThat(appeals.find(community, appeal.id()).orElseThrow().state()).isEqualTo(AppealState.UPHELD);
        assertProblem(ProblemKey.ALREADY_EXISTS, () -> appeals.lodge(community, content.id(), "ada", "Again"));
    }

    @Test
    void isRefusedFromSomebodyElseAndForWhatIsNotRestricted() {
        CommunityId community = community();
        Content approved = submit(community, comment("1", "ada", "hello"));
        assertProblem(ProblemKey.WRONG_STATE, () -> appeals.lodge(community, approved.id(), "ada", "Too early"));
        decided(approved, Outcome.APPROVE, 1);
        Content rejected = submit(community, comment("2", "ada", "you fool"));
        decided(rejected, Outcome.REJECT, 0.95);

        assertProblem(ProblemKey.WRONG_STATE, () -> appeals.lodge(community, approved.id(), "ada", "Hm"));
        assertProblem(ProblemKey.NOT_FOUND, () -> appeals.lodge(community, rejected.id(), "bob", "Let me"));
        assertProblem(ProblemKey.NOT_FOUND, () -> appeals.lodge(community(), rejected.id(), "ada", "Wrong place"));
        assertProblem(ProblemKey.INVALID_FIELD, () -> appeals.lodge(community, rejected.id(), "ada", " "));
        appeals.lodge(community, rejected.id(), "ada", "Please");
        assertProblem(ProblemKey.ALREADY_EXISTS, () -> appeals.lodge(community, rejected.id(), "ada", "Please!"));
    }

    @Test
    void isAnsweredThoughTheAuthorEditedTheText() {
        CommunityId community = community();
        Content first = submit(community, comment("1", "ada", "you fool"));
        decided(first, Outcome.REJECT, 0.95);
        Appeal appeal = appeals.lodge(community, first.id(), "ada", "It was a quote");
        decided(submit(community, comment("1", "ada", "dear friend")), Outcome.REVIEW, 0.6);
        Actor moderator = moderator(community);
        ReviewCase appealed = cases.claimNext(moderator).orElseThrow();
        assertThat(appealed.revision()).isEqualTo(1);
        assertThat(appealed.causes()).containsExactly(Cause.APPEAL, Cause.AUTOMATIC);
        assertThat(cases.claimNext(moderator)).isEmpty();
        cases.resolve(moderator, appealed.id(), 1, APPROVE);

        assertThat(appeals.find(community, appeal.id()).orElseThrow().state()).isEqualTo(AppealState.OVERTURNED);
        ReviewCase edited = cases.claimNext(moderator).orElseThrow();
        assertThat(edited.revision()).isEqualTo(2);
        assertThat(edited.causes()).containsExactly(Cause.AUTOMATIC);
        cases.resolve(moderator, edited.id(), 2, APPROVE);
        assertThat(cases.claimNext(moderator)).isEmpty();
    }

    @Test
    void isTakenForEachDecisionThatRestricts() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "ada", "you fool"));
        decided(content, Outcome.REVIEW, 0.6);
        Actor first = moderator(community);
        decideNext(first, REJECT);
        Appeal earlier = appeals.lodge(community, content.id(), "ada", "It was a quote");
        Actor second = moderator(community);
        decideNext(second, APPROVE);
        reports.file(community, content.id(), null, "bob", Category.INSULT, "Still rude");
        Actor third = moderator(community);
        Decision again = decideNext(third, REJECT);

        Appeal later = appeals.lodge(community, content.id(), "ada", "It still is a quote");
        assertThat(later.decision()).isEqualTo(again.id());
        assertThat(appeals.about(content.id())).extracting(Appeal::id).containsExactly(earlier.id(), later.id());
        assertThat(cases.claimNext(third)).as("who made the decision").isEmpty();
        loggedIn(first);
        decideNext(first, APPROVE);
        assertThat(appeals.find(community, later.id()).orElseThrow().state()).isEqualTo(AppealState.OVERTURNED);
        assertThat(appeals.find(community, earlier.id()).orElseThrow().answer()).isEqualTo("Not an insult after all");
    }

    @Test
    void isPromisedExactlyWhereItIsTaken() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "ada", "you fool"));
        Decision automatic = decided(content, Outcome.REJECT, 0.95);
        assertThat(Appeals.redress(automatic, appeals.about(content.id()))).isEqualTo(Redress.APPEAL);
        appeals.lodge(community, content.id(), "ada", "Why?");
        assertThat(Appeals.redress(automatic, appeals.about(content.id()))).isEqualTo(Redress.BEING_HEARD);
        Decision upheld = decideNext(moderator(community), REJECT);

        assertThat(Appeals.redress(upheld, appeals.about(content.id()))).isEqualTo(Redress.FINAL);
        assertProblem(ProblemKey.ALREADY_EXISTS, () -> appeals.lodge(community, content.id(), "ada", "Again"));
    }

    @Test
    void isAgainstTheDecisionThatStillRestrictsAnEarlierText() {
        CommunityId community = community();
        Content first = submit(community, comment("1", "ada", "you fool of a driver"));
        decided(first, Outcome.REVIEW, 0.6);
        Actor moderator = moderator(community);
        Decision rejected = decideNext(moderator, REJECT);
        decided(submit(community, comment("1", "ada", "a wholly harmless remark")), Outcome.APPROVE, 1);

        Appeal appeal = appeals.lodge(community, first.id(), "ada", "The first text was a quote");
        assertThat(appeal.decision()).isEqualTo(rejected.id());
        assertThat(appeal.revision()).isEqualTo(1);
        assertThat(cases.claimNext(moderator)).isEmpty();
        decideNext(moderator(community), APPROVE);
        ReviewCase edited = cases.claimNext(moderator(community)).orElseThrow();
        assertThat(edited.revision()).isEqualTo(2);
    }

    private Decision decideNext(Actor moderator, Resolution resolution) {
        ReviewCase next = cases.claimNext(moderator).orElseThrow();
        cases.resolve(moderator, next.id(), next.revision(), resolution);
        return decisions
                .standing(contents.find(next.content(), next.revision()).orElseThrow())
                .orElseThrow();
    }

    private static void assertProblem(ProblemKey key, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.key()).isEqualTo(key));
    }
}
