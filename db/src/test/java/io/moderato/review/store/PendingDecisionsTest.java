package io.moderato.review.store;

import static io.moderato.review.store.ReviewCasesTest.APPROVED;
import static io.moderato.review.store.ReviewCasesTest.REJECTED;
import static io.moderato.review.store.ReviewCasesTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.appeal.store.AppealState;
import io.moderato.appeal.store.Appeals;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.database.StoreTest;
import io.moderato.decision.Category;
import io.moderato.decision.DecidedBy;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;
import io.moderato.decision.store.FeedCursor;
import io.moderato.decision.store.FeedPage;
import io.moderato.decision.store.HumanDecision;
import io.moderato.feedback.store.FeedbackLog;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.report.store.Reports;
import io.moderato.review.opening.Cause;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What happens between a moderator's decision and the moment when it is final. The clock is the database's; tests move the rows. */
@TestPropertySource(properties = "moderato.review.undo-period=1m")
class PendingDecisionsTest extends StoreTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Autowired
    ReviewCases cases;

    @Autowired
    ReviewQueue queue;

    @Autowired
    PendingDecisions pending;

    @Autowired
    DecisionFinisher finisher;

    @Autowired
    Reports reports;

    @Autowired
    Appeals appeals;

    @Autowired
    FeedbackLog feedback;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void showsNobodyAnythingBeforeItIsFinal() {
        CommunityId community = community();
        Content content = doubted(community, "1");
        Actor moderator = moderator(community);
        UUID caseId = decide(moderator, REJECTED);

        assertThat(pending.of(moderator)).singleElement().satisfies(each -> {
            assertThat(each.caseId()).isEqualTo(caseId);
            assertThat(each.outcome()).isEqualTo(Outcome.REJECT);
            assertThat(each.left()).isPositive();
        });
        assertThat(outcomes(community)).containsExactly(Outcome.REVIEW);
        assertThat(standing(community, content).automatic()).isTrue();
        assertThat(feedback.rates(community).total()).isZero();
        assertThat(audited(caseId)).isEmpty();
        assertThat(queue.list(moderator, QueueFilter.ALL, 0, 10)).isEmpty();
        assertThat(queue.counts(moderator)).isEqualTo(new QueueCounts(0, 0, 0, 0));
        assertThat(queue.find(moderator, caseId).state()).isEqualTo(CaseState.PENDING);
        finisher.finishOverdue();
        assertThat(pending.of(moderator)).as("its time is not over").hasSize(1);
        Actor other = moderator(community);
        assertThat(cases.claimNext(other)).isEmpty();
        assertThatThrownBy(() -> cases.claim(other, caseId)).hasMessageContaining("has just decided this case");
        assertThat(pending.of(other)).isEmpty();
    }

    @Test
    void isFinalOnceItsTimeIsOver() {
        CommunityId community = community();
        Content content = doubted(community, "1");
        Actor moderator = moderator(community);
        UUID caseId = decide(moderator, REJECTED);
        overdue(caseId);
        finisher.finishOverdue();
        finisher.finishOverdue();

        Decision human = standing(community, content);
        assertThat(human.result().outcome()).isEqualTo(Outcome.REJECT);
        assertThat(human.by()).isEqualTo(new DecidedBy.Human(moderator.username(), "note"));
        assertThat(outcomes(community)).containsExactly(Outcome.REVIEW, Outcome.REJECT);
        assertThat(feedback.rates(community).total()).isEqualTo(1);
        assertThat(audited(caseId)).containsExactly("case.resolve");
        ReviewCase resolved = queue.find(moderator, caseId);
        assertThat(resolved.state()).isEqualTo(CaseState.RESOLVED);
        assertThat(resolved.resolution()).isEqualTo(human.id());
        assertThat(pending.of(moderator)).isEmpty();
        assertProblem(ProblemKey.WRONG_STATE, () -> pending.undo(moderator, caseId));
    }

    @Test
    void isMadeExactlyOnceHoweverManyAreAtIt() throws Exception {
        CommunityId community = community();
        Actor moderator = moderator(community);
        int count = 30;
        List<Content> contents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            contents.add(doubted(community, "c" + i));
            overdue(decide(moderator, i % 2 == 0 ? REJECTED : APPROVED));
        }
        atOnce(4, finisher::finishOverdue);

        for (Content content : contents) {
            assertThat(decisions.history(content.id()).stream().filter(each -> !each.automatic()))
                    .hasSize(1);
        }
        assertThat(feedback.rates(community).total()).isEqualTo(count);
        assertThat(jdbc.sql("SELECT count(*) FROM audit_event WHERE community_id = ? AND action = 'case.resolve'")
                        .param(community.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(count);
    }

    @Test
    void comesInTheFeedAfterWhateverWasReadBefore() {
        CommunityId community = community();
        doubted(community, "1");
        Actor moderator = moderator(community);
        overdue(decide(moderator, REJECTED));
        decided(submit(community, comment("2", "later")), Outcome.APPROVE, 1);
        FeedPage read = decisions.feed(community, FeedCursor.START, 10);
        assertThat(read.decisions()).hasSize(2);
        finisher.finishOverdue();

        assertThat(decisions.feed(community, read.next(), 10).decisions())
                .extracting(each -> each.result().outcome())
                .containsExactly(Outcome.REJECT);
    }

    @Test
    void givesTheCaseBackWithLeaseAndNoteWhenItIsUndone() {
        CommunityId community = community();
        Content content = doubted(community, "1");
        Actor moderator = moderator(community);
        UUID caseId = decide(moderator, REJECTED);
        UndoneDecision undone = pending.undo(moderator, caseId);

        assertThat(undone.resolution()).isEqualTo(REJECTED);
        assertThat(undone.reviewCase().state()).isEqualTo(CaseState.CLAIMED);
        assertThat(undone.reviewCase().claimedBy()).isEqualTo(moderator.id());
        assertThat(cases.renew(moderator, caseId).leaseUntil()).isNotNull();
        assertThat(audited(caseId)).containsExactly("case.undo");
        overdue(caseId);
        finisher.finishOverdue();
        assertThat(decisions.history(content.id())).hasSize(1);
        assertProblem(ProblemKey.WRONG_STATE, () -> pending.undo(moderator, caseId));
        cases.resolve(moderator, caseId, 1, APPROVED);
        overdue(caseId);
        finisher.finishOverdue();
        assertThat(standing(community, content).result().outcome()).isEqualTo(Outcome.APPROVE);
        assertThat(audited(caseId)).containsExactly("case.undo", "case.resolve");
    }

    @Test
    void isUndoneOnlyByWhoDecided() {
        CommunityId community = community();
        doubted(community, "1");
        Actor moderator = moderator(community);
        UUID caseId = decide(moderator, REJECTED);
        Actor colleague = moderator(community);
        assertProblem(ProblemKey.NOT_ALLOWED, () -> pending.undo(colleague, caseId));
        Actor stranger = moderator(community());
        assertProblem(ProblemKey.NOT_FOUND, () -> pending.undo(stranger, caseId));
        assertThatThrownBy(() -> pending.undo(moderator, caseId))
                .isInstanceOf(org.springframework.security.access.AccessDeniedException.class);
        loggedIn(moderator);
        assertThat(pending.of(moderator)).hasSize(1);
    }

    @Test
    void isEitherUndoneOrFinalWhenBothHappenAtOnce() throws Exception {
        CommunityId community = community();
        Actor moderator = moderator(community);
        for (int i = 0; i < 20; i++) {
            // another author each: a text that a human removed is known again when its author posts it anew
            Content content = doubted(community, "race" + i, "author" + i);
            UUID caseId = decide(moderator, REJECTED);
            overdue(caseId);
            Set<String> undone = new HashSet<>();
            CyclicBarrier start = new CyclicBarrier(2);
            try (var threads = Executors.newFixedThreadPool(2)) {
                Future<?> undo = threads.submit(() -> {
                    loggedIn(moderator);
                    start.await();
                    try {
                        pending.undo(moderator, caseId);
                        undone.add("undone");
                    } catch (ProblemException tooLate) {
                        assertThat(tooLate.key()).isEqualTo(ProblemKey.WRONG_STATE);
                    }
                    return null;
                });
                start.await();
                finisher.finishOverdue();
                undo.get();
            }
            assertThat(decisions.history(content.id())).hasSize(undone.isEmpty() ? 2 : 1);
            assertThat(queue.find(moderator, caseId).state())
                    .isEqualTo(undone.isEmpty() ? CaseState.RESOLVED : CaseState.CLAIMED);
            cases.release(moderator, caseId);
            jdbc.sql("UPDATE review_case SET state = 'RESOLVED' WHERE id = ?")
                    .param(caseId)
                    .update();
        }
    }

    @Test
    void isNotMadeAboutATextThatItsAuthorEditedMeanwhile() {
        CommunityId community = community();
        Content content = doubted(community, "1");
        Actor moderator = moderator(community);
        UUID caseId = decide(moderator, APPROVED);
        submit(community, comment("1", "a threat"));

        assertThatThrownBy(() -> pending.undo(moderator, caseId))
                .hasMessageContaining("The author has edited the text");
        overdue(caseId);
        finisher.finishOverdue();
        assertThat(decisions.history(content.id())).hasSize(1);
        assertThat(queue.find(moderator, caseId).state()).isEqualTo(CaseState.OPEN);
        assertThat(audited(caseId)).containsExactly("case.return");
        assertThat(pending.takeReturned(moderator)).singleElement().satisfies(each -> {
            assertThat(each.outcome()).isEqualTo(Outcome.APPROVE);
            assertThat(each.why()).contains("edited");
        });
        assertThat(pending.takeReturned(moderator)).as("told once").isEmpty();
    }

    @Test
    void isMadeThoughAReportCameAndTheReportOpensACaseOfItsOwn() {
        CommunityId community = community();
        Content content = doubted(community, "1");
        Actor moderator = moderator(community);
        UUID caseId = decide(moderator, APPROVED);
        reports.file(community, content.id(), null, "r1", Category.THREAT, "He threatens me");

        assertThat(queue.list(moderator, QueueFilter.ALL, 0, 10)).isEmpty();
        assertThatThrownBy(() -> pending.undo(moderator, caseId)).hasMessageContaining("A new report has come");
        overdue(caseId);
        finisher.finishOverdue();
        assertThat(standing(community, content).result().outcome()).isEqualTo(Outcome.APPROVE);
        assertThat(queue.find(moderator, caseId).state()).isEqualTo(CaseState.RESOLVED);
        assertThat(queue.list(moderator, QueueFilter.ALL, 0, 10))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.reviewCase().id()).isNotEqualTo(caseId);
                    assertThat(entry.reviewCase().causes()).containsExactly(Cause.REPORT);
                    assertThat(entry.reviewCase().category()).isEqualTo(Category.THREAT);
                });
    }

    @Test
    void doesNotAnswerAnAppealThatNobodyHasRead() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "ada", "you fool"));
        decided(content, Outcome.REJECT, 0.95);
        reports.file(community, content.id(), null, "r1", Category.INSULT, "An insult");
        Actor moderator = moderator(community);
        UUID caseId = decide(moderator, REJECTED);
        UUID appeal =
                appeals.lodge(community, content.id(), "ada", "It was a quote").id();

        assertThatThrownBy(() -> pending.undo(moderator, caseId)).hasMessageContaining("The author has appealed");
        overdue(caseId);
        finisher.finishOverdue();
        assertThat(appeals.find(community, appeal).orElseThrow().state()).isEqualTo(AppealState.RECEIVED);
        assertThat(decisions.history(content.id())).hasSize(1);
        assertThat(queue.list(moderator, QueueFilter.ALL, 0, 10))
                .singleElement()
                .satisfies(entry -> assertThat(entry.reviewCase().causes()).contains(Cause.APPEAL));
    }

    @Test
    void doesNotOverruleADecisionThatItsModeratorNeverSaw() {
        CommunityId community = community();
        Content content = doubted(community, "1");
        Actor moderator = moderator(community);
        UUID caseId = decide(moderator, APPROVED);
        Actor colleague = account(Role.MODERATOR, community);
        transaction.executeWithoutResult(status -> decisions.supersede(
                contents.find(community, content.id()).orElseThrow(),
                new HumanDecision(colleague, Outcome.REJECT, "An insult", Category.INSULT, null, null, Instant.now())));

        assertThatThrownBy(() -> pending.undo(moderator, caseId)).hasMessageContaining("Something else was decided");
        overdue(caseId);
        finisher.finishOverdue();
        assertThat(standing(community, content).result().outcome()).isEqualTo(Outcome.REJECT);
        assertThat(queue.find(moderator, caseId).state()).isEqualTo(CaseState.OPEN);
        assertThat(pending.takeReturned(moderator)).hasSize(1);
    }

    @Test
    void answersTheAppealWhenItIsFinalAndNotBefore() {
        CommunityId community = community();
        Content content = submit(community, comment("1", "ada", "you fool"));
        decided(content, Outcome.REJECT, 0.95);
        UUID appeal =
                appeals.lodge(community, content.id(), "ada", "It was a quote").id();
        Actor moderator = moderator(community);
        UUID caseId = decide(moderator, APPROVED);
        assertThat(appeals.find(community, appeal).orElseThrow().state()).isEqualTo(AppealState.RECEIVED);
        assertThat(pending.of(moderator))
                .singleElement()
                .satisfies(each -> assertThat(each.appealed()).isTrue());
        overdue(caseId);
        finisher.finishOverdue();
        assertThat(appeals.find(community, appeal).orElseThrow().state()).isEqualTo(AppealState.OVERTURNED);
        assertThat(audited(caseId)).containsExactly("appeal.decide");
    }

    @Test
    void doesNotHoldUpOthersWhenItFails() {
        CommunityId broken = community();
        Content first = doubted(broken, "1");
        Actor moderator = moderator(broken);
        UUID failing = decide(moderator, REJECTED);
        overdue(failing);
        CommunityId healthy = community();
        Content second = doubted(healthy, "1");
        Actor other = moderator(healthy);
        overdue(decide(other, REJECTED));
        String trigger = "broken_" + UUID.randomUUID().toString().replace('-', '_');
        jdbc.sql("""
                        CREATE FUNCTION %1$s() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$;
                        CREATE TRIGGER %1$s BEFORE INSERT ON feedback FOR EACH ROW WHEN (NEW.community_id = '%2$s') EXECUTE FUNCTION %1$s()
                        """.formatted(trigger, broken.value())).update();
        try {
            finisher.finishOverdue();
            assertThat(decisions.history(first.id())).hasSize(1);
            assertThat(decisions.history(second.id())).hasSize(2);
        } finally {
            jdbc.sql("DROP TRIGGER %1$s ON feedback; DROP FUNCTION %1$s()".formatted(trigger))
                    .update();
        }
        overdue(failing);
        finisher.finishOverdue();
        assertThat(decisions.history(first.id())).hasSize(2);
    }

    @Test
    @Timeout(300)
    void survivesAKillBetweenTheTwoTransactions() throws Exception {
        CommunityId community = community();
        Content content = doubted(community, "1");
        Actor moderator = account(Role.MODERATOR, community);
        Process process = killable(moderator, "decide");
        waitFor(process, "decided");
        process.destroyForcibly().waitFor();
        assertThat(decisions.history(content.id())).hasSize(1);

        jdbc.sql("UPDATE pending_decision SET final_at = now() WHERE content_id = ?")
                .param(content.id().value())
                .update();
        finisher.finishOverdue();
        assertThat(decisions.history(content.id())).hasSize(2);
        assertThat(standing(community, content).by())
                .isEqualTo(new DecidedBy.Human(moderator.username(), "killed after this"));
    }

    @Test
    @Timeout(300)
    void isMadeOnceThoughAProcessIsKilledInTheSecondTransaction() throws Exception {
        CommunityId community = community();
        Content content = doubted(community, "1");
        Actor moderator = moderator(community);
        UUID caseId = decide(moderator, REJECTED);
        overdue(caseId);
        Process process = transaction.execute(status -> {
            // whoever wants to make the decision final waits here, in the midst of it
            jdbc.sql("SELECT id FROM content WHERE id = ? FOR UPDATE")
                    .param(content.id().value())
                    .query(UUID.class)
                    .single();
            try {
                Process finishing = killable(moderator, "finish");
                waitFor(finishing, "finishing");
                await().atMost(PATIENCE).until(() -> isAtIt(caseId));
                finishing.destroyForcibly().waitFor();
                return finishing;
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        });
        assertThat(Objects.requireNonNull(process).isAlive()).isFalse();
        await().atMost(PATIENCE).until(() -> !isAtIt(caseId));
        finisher.finishOverdue();
        assertThat(decisions.history(content.id())).hasSize(2);
        assertThat(audited(caseId)).containsExactly("case.resolve");
        assertThat(feedback.rates(community).total()).isEqualTo(1);
    }

    /** Whether another transaction has the row at the moment. */
    private boolean isAtIt(UUID caseId) {
        TransactionTemplate ofItsOwn = new TransactionTemplate(
                Objects.requireNonNull(transaction.getTransactionManager()),
                new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
        return Boolean.TRUE.equals(ofItsOwn.execute(
                status -> jdbc.sql("SELECT case_id FROM pending_decision WHERE case_id = ? FOR UPDATE SKIP LOCKED")
                        .param(caseId)
                        .query(UUID.class)
                        .optional()
                        .isEmpty()));
    }

    private static Process killable(Actor moderator, String act) throws IOException {
        String classpath = Objects.requireNonNullElse(
                System.getProperty("surefire.test.class.path"), System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        classpath,
                        KillableReview.class.getName(),
                        databaseUrl(),
                        moderator.username(),
                        act)
                .redirectErrorStream(true)
                .start();
    }

    private static void waitFor(Process process, String line) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        String next = output.readLine();
        while (next != null && !next.equals(line)) {
            said.append(next).append('\n');
            next = output.readLine();
        }
        assertThat(next).as(said.toString()).isEqualTo(line);
    }

    private static void atOnce(int threads, Runnable act) throws Exception {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(act));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    private Content doubted(CommunityId community, String externalId) {
        return doubted(community, externalId, "author");
    }

    private Content doubted(CommunityId community, String externalId, String author) {
        Content content = submit(community, comment(externalId, author, "you fool"));
        decided(content, Outcome.REVIEW, 0.6);
        return content;
    }

    private UUID decide(Actor moderator, Resolution resolution) {
        ReviewCase next = cases.claimNext(moderator).orElseThrow();
        cases.resolve(moderator, next.id(), next.revision(), resolution);
        return next.id();
    }

    private void overdue(UUID caseId) {
        jdbc.sql("UPDATE pending_decision SET final_at = now() - interval '1 second' WHERE case_id = ?")
                .param(caseId)
                .update();
    }

    private Decision standing(CommunityId community, Content content) {
        return decisions
                .standing(contents.find(community, content.id()).orElseThrow())
                .orElseThrow();
    }

    private List<Outcome> outcomes(CommunityId community) {
        return decisions.feed(community, FeedCursor.START, 100).decisions().stream()
                .map(each -> each.result().outcome())
                .toList();
    }

    private List<String> audited(UUID caseId) {
        return jdbc.sql("SELECT action FROM audit_event WHERE subject = ? ORDER BY id")
                .param(caseId.toString())
                .query(String.class)
                .list();
    }
}
