package io.moderato.archive.applying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.access.store.Actor;
import io.moderato.appeal.store.AppealState;
import io.moderato.appeal.store.Appeals;
import io.moderato.archive.store.Direction;
import io.moderato.archive.store.RunKind;
import io.moderato.content.Content;
import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;
import io.moderato.decision.Reason;
import io.moderato.decision.store.AutomaticDecision;
import io.moderato.decision.store.LaterDecisions;
import io.moderato.decision.store.StatementOfReasons;
import io.moderato.decision.store.StatementOfReasons.Redress;
import io.moderato.feedback.store.FeedbackLog;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.report.store.Reports;
import io.moderato.review.store.Resolution;
import io.moderato.review.store.ReviewCase;
import io.moderato.review.store.ReviewCases;
import io.moderato.workload.store.DoneWork;
import io.moderato.workload.store.WorkDone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

/** What a run found becomes decisions with two admins' consent, and everything else works with these decisions as with any other. */
class ApplicationTest extends ApplyingTest {
    @Autowired
    private Appeals appeals;

    @Autowired
    private FeedbackLog feedback;

    @Autowired
    private Reports reports;

    @Autowired
    private ReviewCases cases;

    @Autowired
    private FoundChanges changes;

    @Autowired
    private DoneWork figures;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void makesDecisionsThatSayWhereTheyComeFrom() {
        Content content = changing(Outcome.APPROVE, Outcome.REJECT);
        Decision first = standing(content);

        Application applied = done(approved(100, 6000));

        assertThat(applied.state()).isEqualTo(ApplicationState.APPLIED);
        assertThat(applied.counts()).isEqualTo(new Counts(1, Map.of(), 0, Map.of()));
        Decision now = standing(content);
        assertThat(now.automatic()).isTrue();
        assertThat(now.supersedes()).isEqualTo(first.id());
        assertThat(now.result().outcome()).isEqualTo(Outcome.REJECT);
        assertThat(now.result().provenance())
                .isEqualTo(result(Outcome.REJECT, 0.7).provenance());
        assertThat(now.result().reasons())
                .extracting(Reason::stage)
                .containsExactly("MlClassifier", LaterDecisions.STAGE);
        assertThat(events(content)).containsExactly("content.decided APPROVE", "content.decided REJECT");
        assertThat(decisions.history(content.id())).extracting(Decision::id).containsExactly(first.id(), now.id());
        StatementOfReasons statement = Objects.requireNonNull(StatementOfReasons.of(now, true, Redress.APPEAL));
        assertThat(statement.automatedDecision()).isEqualTo(StatementOfReasons.AutomatedDecision.FULLY);
        assertThat(statement.facts())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("Earlier contents were checked again on ");
        assertThat(appeals.lodge(community, content.id(), content.author().id(), "No.")
                        .state())
                .isEqualTo(AppealState.RECEIVED);
        assertThat(audit()).containsExactly("archive.propose", "archive.approve", "archive.finish");
    }

    @Test
    void asksASecondAdmin() {
        changing(Outcome.APPROVE, Outcome.REJECT);
        UUID application = proposed(100, 60);

        assertThatThrownBy(() -> applications.approve(loggedIn(proposer), application))
                .satisfies(is(ProblemKey.NOT_ALLOWED));
        Actor moderator = moderator(community);
        assertThatThrownBy(() -> applications.approve(moderator, application))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> applications.of(moderator, run)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> changes.page(moderator, run, null, 0, 10)).isInstanceOf(AccessDeniedException.class);
        loggedIn(proposer);
        assertThatThrownBy(() -> applications.approve(approver, application))
                .as("in the name of another")
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> jdbc.sql(
                                "UPDATE archive_application SET state = 'APPLYING', approved_by = proposed_by WHERE id = ?")
                        .param(application)
                        .update())
                .hasMessageContaining("check constraint");
        work.goOn(java.time.Instant.now().plusSeconds(60));
        assertThat(state(application).counts()).isEqualTo(Counts.NONE);

        applications.withdraw(loggedIn(approver), application);
        assertThatThrownBy(() -> applications.approve(loggedIn(approver), application))
                .satisfies(is(ProblemKey.WRONG_STATE));
        assertThat(done(approved(100, 6000)).counts().applied())
                .as("proposed anew")
                .isEqualTo(1);
    }

    @Test
    void isForFinishedReModerationsAndOneAtATime() {
        assertThatThrownBy(() -> applications.propose(loggedIn(proposer), run, terms()))
                .satisfies(is(ProblemKey.WRONG_STATE));
        UUID backTest = UUID.randomUUID();
        runs.begin(backTest, community, RunKind.BACK_TEST, "root", "file:/out", "{}");
        runs.finish(backTest, "{}");
        assertThatThrownBy(() -> applications.propose(loggedIn(proposer), backTest, terms()))
                .satisfies(is(ProblemKey.WRONG_STATE));
        assertThatThrownBy(() -> applications.propose(loggedIn(proposer), UUID.randomUUID(), terms()))
                .satisfies(is(ProblemKey.NOT_FOUND));
        proposed(100, 60);
        assertThatThrownBy(() -> applications.propose(loggedIn(approver), run, terms()))
                .satisfies(is(ProblemKey.ALREADY_EXISTS));
        assertThatThrownBy(() -> new ApplicationTerms(0, 60, Set.of(), "n")).satisfies(is(ProblemKey.INVALID_FIELD));
        assertThatThrownBy(() -> new ApplicationTerms(1, 6001, Set.of(), "n")).satisfies(is(ProblemKey.INVALID_FIELD));
        assertThatThrownBy(() -> new ApplicationTerms(1, 60, Set.of(), " ")).satisfies(is(ProblemKey.INVALID_FIELD));
    }

    @Test
    void appliesOnlyThoseDirectionsAndThatMany() {
        List<Content> rejected = changing(5, Outcome.APPROVE, Outcome.REJECT);
        List<Content> freed = changing(2, Outcome.REJECT, Outcome.APPROVE);
        runs.finish(run, "{}");
        Direction direction = new Direction(Outcome.APPROVE, Outcome.REJECT);
        assertThat(changes.directions(loggedIn(proposer), run))
                .containsExactly(Map.entry(direction, 5), Map.entry(new Direction(Outcome.REJECT, Outcome.APPROVE), 2));
        assertThat(applications.left(proposer, run, Set.of())).isEqualTo(7);
        UUID application =
                applications.propose(proposer, run, new ApplicationTerms(3, 6000, Set.of(direction), "A first try."));
        applications.approve(loggedIn(approver), application);

        assertThat(done(application).counts().applied()).isEqualTo(3);

        assertThat(rejected).filteredOn(each -> outcome(each) == Outcome.REJECT).hasSize(3);
        assertThat(freed).allMatch(each -> outcome(each) == Outcome.REJECT);
        assertThat(applications.left(loggedIn(proposer), run, Set.of(direction)))
                .isEqualTo(2);
        assertThat(changes.page(proposer, run, direction, 0, 10))
                .hasSize(5)
                .filteredOn(each -> each.state() == ChangeState.APPLIED)
                .hasSize(3);

        assertThat(done(approved(100, 6000)).counts().applied()).as("the rest").isEqualTo(4);
    }

    @Test
    void redeliveredRecordChangesNothing() {
        Content content = changing(Outcome.APPROVE, Outcome.REJECT);
        done(approved(100, 6000));

        assertThat(decisions.recordAutomatic(List.of(new AutomaticDecision(content, result(Outcome.APPROVE, 0.9)))))
                .isEmpty();

        assertThat(outcome(content)).isEqualTo(Outcome.REJECT);
        assertThat(decisions.history(content.id())).hasSize(2);
        assertThat(decisions.automaticAbout(List.of(content))).containsExactly(standing(content));
    }

    @Test
    void feedbackIsAboutTheNewestAutomaticDecision() {
        Content corrected = changing(Outcome.APPROVE, Outcome.REJECT);
        Content reviewed = changing(Outcome.APPROVE, Outcome.REVIEW);
        feedback.fromClient(community, corrected.id(), Outcome.APPROVE, Set.of(), null, "key:k");
        done(approved(100, 6000));

        feedback.fromClient(community, corrected.id(), Outcome.APPROVE, Set.of(), null, "key:k");
        Decision judged = standing(reviewed);
        resolve(Outcome.REJECT);

        assertThat(jdbc.sql("SELECT predicted || ' ' || actual FROM feedback WHERE content_id = ? ORDER BY given_at")
                        .param(corrected.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("APPROVE APPROVE", "REJECT APPROVE");
        assertThat(jdbc.sql("SELECT decision_id FROM feedback WHERE content_id = ? AND predicted = 'REVIEW'")
                        .param(reviewed.id().value())
                        .query(UUID.class)
                        .list())
                .containsExactly(judged.id().value());
        assertThat(standing(reviewed).supersedes()).isEqualTo(judged.id());
    }

    @Test
    void acceptedSuggestionSettlesWhatWasDecidedAgain() {
        Content content = changing(Outcome.APPROVE, Outcome.REJECT);
        done(approved(100, 6000));

        transaction.executeWithoutResult(status -> feedback.fromSuggestion(
                community, content.externalId(), content.text(), Map.of(Category.INSULT, 0.0), "moderator"));

        assertThat(jdbc.sql("SELECT predicted || ' ' || actual || ' ' || source FROM feedback WHERE content_id = ?")
                        .param(content.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("REJECT APPROVE SUGGESTION");
    }

    @Test
    void doubtOpensACaseAndItsAnswerClosesIt() {
        Content doubted = changing(Outcome.APPROVE, Outcome.REVIEW);
        Content cleared = changing(Outcome.REVIEW, Outcome.APPROVE);
        Content reported = changing(Outcome.REVIEW, Outcome.APPROVE);
        reports.file(community, reported.id(), null, "reader", null, "Look at this.");

        done(approved(100, 6000));

        assertThat(openCase(doubted)).containsExactly("{AUTOMATIC}");
        assertThat(openCase(cleared)).isEmpty();
        assertThat(events(cleared)).contains("case.closed null");
        assertThat(openCase(reported)).containsExactly("{AUTOMATIC,REPORT}");
        assertThat(outcome(reported)).isEqualTo(Outcome.APPROVE);

        applications.undo(loggedIn(proposer), state(run()).id());
        done(state(run()).id());
        assertThat(openCase(cleared)).as("in doubt again").containsExactly("{AUTOMATIC}");
        assertThat(openCase(doubted)).isEmpty();
    }

    @Test
    void figuresOfThePipelineTellOfFirstDecisionsOnly() {
        Content content = changing(Outcome.APPROVE, Outcome.REJECT);
        List<WorkDone> seen = new ArrayList<>();
        readAll(seen);
        seen.clear();
        done(approved(100, 6000));
        assertThat(outcome(content)).isEqualTo(Outcome.REJECT);
        decided(submit(community, comment("another", "another text")), Outcome.MODIFY, 0.9);

        readAll(seen);

        assertThat(seen)
                .filteredOn(WorkDone.Moderated.class::isInstance)
                .extracting(each -> ((WorkDone.Moderated) each).outcome())
                .containsExactly(Outcome.MODIFY);
    }

    private void readAll(List<WorkDone> seen) {
        while (figures.read(1000, seen::addAll) > 0) {
            assertThat(seen).isNotNull();
        }
    }

    private UUID run() {
        return jdbc.sql("SELECT id FROM archive_application WHERE run_id = ?")
                .param(run)
                .query(UUID.class)
                .single();
    }

    private void resolve(Outcome outcome) {
        Actor moderator = moderator(community);
        ReviewCase next = cases.claimNext(moderator).orElseThrow();
        cases.resolve(
                moderator, next.id(), next.revision(), new Resolution(outcome, "It is an insult", null, null, null));
    }

    private static ApplicationTerms terms() {
        return new ApplicationTerms(100, 60, Set.of(), "why");
    }

    private List<String> openCase(Content content) {
        return jdbc.sql("SELECT causes::text FROM review_case WHERE content_id = ? AND state <> 'RESOLVED'")
                .param(content.id().value())
                .query(String.class)
                .list();
    }

    private List<String> events(Content content) {
        return jdbc.sql(
                        "SELECT type || ' ' || coalesce(detail ->> 'outcome', 'null') FROM event WHERE content_id = ? ORDER BY tx, seq")
                .param(content.id().value())
                .query(String.class)
                .list();
    }

    private List<String> audit() {
        return jdbc.sql("SELECT action FROM audit_event WHERE subject = ? ORDER BY id")
                .param(run.toString())
                .query(String.class)
                .list();
    }

    private static java.util.function.Consumer<Throwable> is(ProblemKey key) {
        return thrown -> assertThat(thrown)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.key()).isEqualTo(key));
    }
}
