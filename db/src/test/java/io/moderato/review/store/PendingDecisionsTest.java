package io.moderato.review.store;

import static io.moderato.review.store.ReviewCasesTest.APPROVED;
import static io.moderato.review.store.ReviewCasesTest.REJECTED;
import static io.moderato.review.store.ReviewCasesTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.moderato.access.store.Actor;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.decision.DecidedBy;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;
import io.moderato.decision.store.FeedCursor;
import io.moderato.decision.store.FeedPage;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * A decision between the moment when a moderator makes it and the moment when it is final: others do not see it, and it can be taken back.
 */
class PendingDecisionsTest extends PendingDecisionsFixture {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

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
        // other work in this PostgreSQL, such as its own cleaning, may hold up the feed for a moment
        FeedPage read = await().atMost(PATIENCE)
                .until(
                        () -> feed.after(community, FeedCursor.START, 10),
                        page -> page.entries().size() == 2);
        finisher.finishOverdue();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(feed.after(community, read.next(), 10).entries())
                                .extracting(each -> each.decision().result().outcome())
                                .containsExactly(Outcome.REJECT));
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
            // each content has another author, because a removed text is recognised when its author posts it again
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
}
