package io.moderato.appeal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.StoreTest;
import io.moderato.access.Actor;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.review.Resolution;
import io.moderato.review.ReviewCase;
import io.moderato.review.ReviewCases;
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

    @Test
    void isDecidedBySomebodyElseThanTheFirstReviewer() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "ada", "you fool"));
        decided(content, Outcome.REVIEW, 0.6);
        Actor first = moderator(community);
        cases.resolve(first, cases.claimNext(first).orElseThrow().id(), REJECT);
        Appeal appeal = appeals.lodge(community, content.id(), "ada", "It was a quote");

        assertThat(cases.claimNext(first)).isEmpty();
        Actor second = moderator(community);
        ReviewCase appealed = cases.claimNext(second).orElseThrow();
        loggedIn(first);
        assertThatThrownBy(() -> cases.claim(first, appealed.id())).hasMessageContaining("your own decision");
        loggedIn(second);
        cases.resolve(second, appealed.id(), APPROVE);

        Appeal answered = appeals.find(community, appeal.id()).orElseThrow();
        assertThat(answered.state()).isEqualTo(AppealState.OVERTURNED);
        assertThat(answered.answer()).isEqualTo("Not an insult after all");
        assertThat(decisions
                        .standing(contents.find(community, content.id()).orElseThrow())
                        .orElseThrow()
                        .result()
                        .outcome())
                .isEqualTo(Outcome.APPROVE);
        assertProblem(ProblemKey.ALREADY_EXISTS, () -> appeals.lodge(community, content.id(), "ada", "Again"));
    }

    @Test
    void isUpheldByTheSameOutcome() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "ada", "you fool"));
        decided(content, Outcome.REJECT, 0.95);
        Appeal appeal = appeals.lodge(community, content.id(), "ada", "Why?");
        Actor moderator = moderator(community);
        cases.resolve(moderator, cases.claimNext(moderator).orElseThrow().id(), REJECT);

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
        decided(submit(community, comment("1", "ada", "dear fool")), Outcome.REVIEW, 0.6);
        Actor moderator = moderator(community);
        cases.resolve(moderator, cases.claimNext(moderator).orElseThrow().id(), APPROVE);
        cases.resolve(moderator, cases.claimNext(moderator).orElseThrow().id(), APPROVE);

        assertThat(appeals.find(community, appeal.id()).orElseThrow().state()).isEqualTo(AppealState.OVERTURNED);
        assertThat(cases.claimNext(moderator)).isEmpty();
    }

    private static void assertProblem(ProblemKey key, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.key()).isEqualTo(key));
    }
}
