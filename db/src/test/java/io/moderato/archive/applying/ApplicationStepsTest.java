package io.moderato.archive.applying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.moderato.access.store.Actor;
import io.moderato.appeal.store.Appeals;
import io.moderato.archive.store.Direction;
import io.moderato.archive.store.RunKind;
import io.moderato.content.Content;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;
import io.moderato.decision.store.LaterDecisions;
import io.moderato.problem.ProblemException;
import io.moderato.review.store.Resolution;
import io.moderato.review.store.ReviewCase;
import io.moderato.review.store.ReviewCases;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** No step goes over a human decision or over what changed meanwhile, and steps are never too fast, lost or done twice. */
class ApplicationStepsTest extends ApplyingTest {
    @Autowired
    private ReviewCases cases;

    @Autowired
    private Appeals appeals;

    @Autowired
    private FoundChanges changes;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void leavesWhatAHumanHasDecided() {
        Content content = changing(Outcome.REVIEW, Outcome.REJECT);
        resolve(Outcome.APPROVE);
        Decision human = standing(content);

        assertSkipped(content, LeftBecause.HUMAN_DECIDED);
        assertThat(standing(content)).isEqualTo(human);
    }

    @Test
    void leavesWhatAnotherAutomaticDecisionIsAbout() {
        Content content = changing(Outcome.APPROVE, Outcome.REVIEW);
        done(approved(100, 6000));
        UUID second = UUID.randomUUID();
        Decision first = decisions.history(content.id()).getFirst();
        run = second;
        runs.begin(second, community, RunKind.RE_MODERATION, "root", "file:/out", "{}");
        changing(content, first, Outcome.REJECT);

        assertSkipped(content, LeftBecause.CHANGED_MEANWHILE);
        assertThat(outcome(content)).isEqualTo(Outcome.REVIEW);
    }

    @Test
    void leavesWhatItsAuthorHasEdited() {
        Content content = changing(Outcome.APPROVE, Outcome.REJECT);
        submit(community, comment(content.externalId(), content.author().id(), "quite another text"));

        assertSkipped(content, LeftBecause.EDITED);
    }

    @Test
    void leavesWhatIsErased() {
        Content content = changing(Outcome.APPROVE, Outcome.REJECT);
        jdbc.sql("UPDATE content SET status = 'ERASED' WHERE id = ?")
                .param(content.id().value())
                .update();

        assertSkipped(content, LeftBecause.ERASED);
        assertThat(changes.page(loggedIn(proposer), run, null, 0, 1).getFirst().excerpt())
                .isNull();
    }

    @Test
    void leavesWhatAModeratorHas() {
        Content content = changing(Outcome.REVIEW, Outcome.APPROVE);
        cases.claimNext(moderator(community)).orElseThrow();

        assertSkipped(content, LeftBecause.IN_REVIEW);
    }

    @Test
    void leavesWhatAModeratorMayStillTakeBack() {
        Content content = changing(Outcome.REVIEW, Outcome.APPROVE);
        Actor moderator = moderator(community);
        ReviewCase mine = cases.claimNext(moderator).orElseThrow();
        jdbc.sql("UPDATE review_case SET state = 'PENDING', lease_until = NULL WHERE id = ?")
                .param(mine.id())
                .update();

        assertSkipped(content, LeftBecause.IN_REVIEW);
    }

    @Test
    void leavesWhatIsAppealedAgainst() {
        Content content = changing(Outcome.REJECT, Outcome.APPROVE);
        appeals.lodge(community, content.id(), content.author().id(), "I did not mean it.");

        assertSkipped(content, LeftBecause.APPEALED);
        assertThat(outcome(content)).isEqualTo(Outcome.REJECT);
    }

    @Test
    void leavesWhatAnEarlierHumanDecisionSettles() {
        Content rejected =
                submit(community, comment("first", "author", "the very same text of more than some letters"));
        decided(rejected, Outcome.REVIEW, 0.6);
        resolve(Outcome.REJECT);
        Content again = submit(community, comment("second", "author", "the very same text of more than some letters"));
        Decision standing = decided(again, Outcome.APPROVE, 0.9);
        assertThat(standing.result().outcome()).as("kept restricted").isEqualTo(Outcome.REJECT);
        changing(again, standing, Outcome.APPROVE);

        assertSkipped(again, LeftBecause.EARLIER_DECISION);
        assertThat(standing(again)).isEqualTo(standing);
    }

    @Test
    void humanDecisionStaysBehindWhatIsDecidedAgainAndCanEndIt() {
        Content rejected =
                submit(community, comment("first", "author", "the very same text of more than some letters"));
        decided(rejected, Outcome.REVIEW, 0.6);
        resolve(Outcome.MODIFY);
        Content again = submit(community, comment("second", "author", "the very same text of more than some letters"));
        Decision standing = decided(again, Outcome.APPROVE, 0.9);
        assertThat(standing.result().outcome()).isEqualTo(Outcome.MODIFY);
        changing(again, standing, Outcome.REJECT);
        UUID application = approved(100, 6000);
        done(application);
        assertThat(outcome(again)).isEqualTo(Outcome.REJECT);
        applications.undo(loggedIn(proposer), application);
        done(application);
        assertThat(standing(again).result().outcome()).isEqualTo(Outcome.MODIFY);

        appeals.lodge(community, rejected.id(), "author", "It was fine.");
        resolve(Outcome.APPROVE);

        assertThat(outcome(again)).as("restricted only because of the first").isEqualTo(Outcome.APPROVE);
    }

    @Test
    void resultThatRestsOnAHumanDecisionIsLeft() {
        Content content = changing(Outcome.APPROVE, Outcome.REJECT);
        jdbc.sql(
                        "UPDATE archive_change SET result = jsonb_set(jsonb_set(result, '{provenance,stage}', '\"EarlierDecision\"'), '{provenance,rule}', to_jsonb(standing::text)) WHERE run_id = ?")
                .param(run)
                .update();

        assertSkipped(content, LeftBecause.EARLIER_DECISION);
    }

    @Test
    void resultThatCannotBeReadIsLeft() {
        Content content = changing(Outcome.APPROVE, Outcome.REJECT);
        jdbc.sql("UPDATE archive_change SET result = '{\"outcome\": \"SOMETHING\"}' WHERE run_id = ?")
                .param(run)
                .update();

        assertSkipped(content, LeftBecause.UNREADABLE);
    }

    @Test
    void waitsForWhoHoldsAContentAndGoesOnWithOthers() {
        Content held = changing(Outcome.APPROVE, Outcome.REJECT);
        Content free = changing(Outcome.APPROVE, Outcome.REJECT);
        UUID application = approved(100, 6000);

        transaction.executeWithoutResult(status -> {
            contents.hold(community, held.id());
            join(Thread.ofPlatform().start(() -> later(Duration.ofMinutes(1))));
            join(Thread.ofPlatform().start(() -> later(Duration.ofMinutes(1))));
        });

        assertThat(outcome(held)).isEqualTo(Outcome.APPROVE);
        assertThat(outcome(free)).isEqualTo(Outcome.REJECT);
        assertThat(done(application).counts()).isEqualTo(new Counts(2, Map.of(), 0, Map.of()));
        assertThat(outcome(held)).isEqualTo(Outcome.REJECT);
    }

    @Test
    void waitsForWhoHoldsACase() {
        Content content = changing(Outcome.REVIEW, Outcome.APPROVE);
        UUID application = approved(100, 6000);

        transaction.executeWithoutResult(status -> {
            jdbc.sql("SELECT id FROM review_case WHERE content_id = ? FOR UPDATE")
                    .param(content.id().value())
                    .query(UUID.class)
                    .single();
            join(Thread.ofPlatform().start(() -> later(Duration.ofMinutes(1))));
            join(Thread.ofPlatform().start(() -> later(Duration.ofMinutes(1))));
        });

        assertThat(outcome(content)).isEqualTo(Outcome.REVIEW);
        assertThat(done(application).counts().applied()).isEqualTo(1);
    }

    @Test
    void isNeverFasterThanApproved() {
        changing(100, Outcome.APPROVE, Outcome.REJECT);
        UUID application = approved(100, 90);

        for (int second = 0; second < 30; second++) {
            int before = state(application).counts().applied();
            later(Duration.ofSeconds(1));
            assertThat(state(application).counts().applied() - before)
                    .as("in a step")
                    .isLessThanOrEqualTo(3);
            assertThat(state(application).counts().applied())
                    .as("after %d s".formatted(second))
                    .isLessThanOrEqualTo(3 + 90 * (second + 1) / 60);
        }
        assertThat(state(application).counts().applied()).isBetween(40, 46);
    }

    @Test
    void stopsBeforeTheNextStepAndGoesOnWhenResumed() {
        changing(5, Outcome.APPROVE, Outcome.REJECT);
        UUID application = approved(100, 30);
        later(Duration.ofMinutes(1));

        applications.stop(loggedIn(approver), application);
        for (int i = 0; i < 5; i++) {
            later(Duration.ofMinutes(1));
        }
        assertThat(state(application).counts().applied()).isEqualTo(1);
        assertThat(state(application).stopped()).isTrue();
        assertThatThrownBy(() -> applications.stop(loggedIn(approver), application))
                .isInstanceOf(ProblemException.class);

        applications.resume(loggedIn(proposer), application);
        assertThat(done(application).counts().applied()).isEqualTo(5);
        assertThat(jdbc.sql("SELECT actor = 'system', action FROM audit_event WHERE subject = ? ORDER BY id")
                        .param(run.toString())
                        .query((row, index) -> (row.getBoolean(1) ? "system " : "") + row.getString(2))
                        .list())
                .containsExactly(
                        "archive.propose",
                        "archive.approve",
                        "archive.stop",
                        "archive.resume",
                        "system archive.finish");
    }

    @Test
    void undoTakesBackWhatStillStandsAndCountsTheRest() {
        Content restored = changing(Outcome.APPROVE, Outcome.REJECT);
        Content doubted = changing(Outcome.APPROVE, Outcome.REVIEW);
        Content appealed = changing(Outcome.APPROVE, Outcome.REJECT);
        Decision before = standing(restored);
        UUID application = approved(100, 6000);
        done(application);
        resolve(Outcome.MODIFY);
        appeals.lodge(community, appealed.id(), appealed.author().id(), "No.");

        applications.undo(loggedIn(proposer), application);
        Application undone = done(application);

        assertThat(undone.state()).isEqualTo(ApplicationState.UNDONE);
        assertThat(undone.counts())
                .isEqualTo(new Counts(3, Map.of(), 1, Map.of(LeftBecause.HUMAN_DECIDED, 1, LeftBecause.APPEALED, 1)));
        Decision now = standing(restored);
        assertThat(now.result().outcome()).isEqualTo(Outcome.APPROVE);
        assertThat(now.automatic()).isTrue();
        assertThat(now.id()).isNotEqualTo(before.id());
        assertThat(now.result().reasons().getLast().stage()).isEqualTo(LaterDecisions.STAGE);
        assertThat(now.result().reasons().getLast().text()).contains("taken back");
        assertThat(outcome(doubted)).isEqualTo(Outcome.MODIFY);
        assertThat(outcome(appealed)).isEqualTo(Outcome.REJECT);
        assertThat(changes.page(loggedIn(proposer), run, new Direction(Outcome.APPROVE, Outcome.REVIEW), 0, 10))
                .extracting(FoundChange::state, FoundChange::because)
                .containsExactly(tuple(ChangeState.KEPT, LeftBecause.HUMAN_DECIDED));
        assertThatThrownBy(() -> applications.undo(loggedIn(proposer), application))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void undoIsPossibleInTheMiddle() {
        List<Content> all = changing(4, Outcome.APPROVE, Outcome.REJECT);
        UUID application = approved(100, 60);
        later(Duration.ofMinutes(1));
        assertThat(state(application).counts().applied()).isEqualTo(2);

        applications.undo(loggedIn(proposer), application);
        Application undone = done(application);

        assertThat(undone.state()).isEqualTo(ApplicationState.UNDONE);
        assertThat(undone.counts().undone()).isEqualTo(2);
        assertThat(all).allMatch(content -> outcome(content) == Outcome.APPROVE);
        assertThat(applications.left(loggedIn(proposer), run, List.of())).isEqualTo(2);
    }

    @Test
    void processThatDiesInTheMiddleOfAStepLosesNothingAndDoesNothingTwice() {
        List<Content> all = changing(10, Outcome.APPROVE, Outcome.REJECT);
        UUID application = approved(100, 6000);
        // the connection breaks when the seventh content of the step has its decision
        onDecision("PERFORM pg_terminate_backend(pg_backend_pid())", all.get(6));
        try {
            assertThatThrownBy(() -> later(Duration.ofMinutes(1))).isInstanceOf(RuntimeException.class);
        } finally {
            owner().sql("DROP TRIGGER breaks ON decision").update();
        }
        assertThat(all).allMatch(content -> outcome(content) == Outcome.APPROVE);
        assertThat(state(application).counts()).isEqualTo(Counts.NONE);
        assertThat(state(application).stopped())
                .as("a lost connection stops nothing")
                .isFalse();

        assertThat(done(application).counts()).isEqualTo(new Counts(10, Map.of(), 0, Map.of()));
        assertThat(all).allMatch(content -> decisions.history(content.id()).size() == 2);
        assertThat(all).allMatch(content -> outcome(content) == Outcome.REJECT);
    }

    @Test
    void stepThatFailsStopsTheApplicationUntilSomebodyLooks() {
        Content content = changing(Outcome.APPROVE, Outcome.REJECT);
        UUID application = approved(100, 6000);
        onDecision("RAISE EXCEPTION 'no'", content);
        try {
            later(Duration.ofMinutes(1));
        } finally {
            owner().sql("DROP TRIGGER breaks ON decision").update();
        }
        assertThat(state(application).stopped()).isTrue();
        assertThat(state(application).stoppedBecause()).startsWith("A step failed");
        assertThat(outcome(content)).isEqualTo(Outcome.APPROVE);

        applications.resume(loggedIn(proposer), application);
        assertThat(done(application).counts().applied()).isEqualTo(1);
    }

    /** Does that in the database when the content gets a decision. */
    private static void onDecision(String act, Content content) {
        owner().sql(
                        "CREATE OR REPLACE FUNCTION breaks() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN %s; RETURN NEW; END $$"
                                .formatted(act))
                .update();
        owner().sql(
                        "CREATE TRIGGER breaks AFTER INSERT ON decision FOR EACH ROW WHEN (NEW.content_id = '%s') EXECUTE FUNCTION breaks()"
                                .formatted(content.id()))
                .update();
    }

    private void assertSkipped(Content content, LeftBecause because) {
        List<Decision> before = decisions.history(content.id());

        Application applied = done(approved(100, 6000));

        assertThat(applied.counts()).isEqualTo(new Counts(0, Map.of(because, 1), 0, Map.of()));
        assertThat(decisions.history(content.id())).isEqualTo(before);
        assertThat(changes.page(loggedIn(proposer), run, null, 0, 10))
                .extracting(FoundChange::state, FoundChange::because)
                .containsExactly(tuple(ChangeState.SKIPPED, because));
    }

    private void resolve(Outcome outcome) {
        Actor moderator = moderator(community);
        ReviewCase next = cases.claimNext(moderator).orElseThrow();
        cases.resolve(
                moderator,
                next.id(),
                next.revision(),
                new Resolution(outcome, "It is an insult", null, null, outcome == Outcome.MODIFY ? "masked" : null));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
