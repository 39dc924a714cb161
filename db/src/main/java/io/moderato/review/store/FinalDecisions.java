package io.moderato.review.store;

import io.moderato.appeal.store.Appeals;
import io.moderato.content.store.Contents;
import io.moderato.content.store.StoredContent;
import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.store.Decisions;
import io.moderato.decision.store.HumanDecision;
import io.moderato.event.Event;
import io.moderato.event.EventType;
import io.moderato.event.store.Events;
import io.moderato.feedback.store.FeedbackLog;
import io.moderato.problem.ProblemException;
import io.moderato.review.opening.CaseOpening;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The second transaction of a moderator's decision. It takes the waiting row and makes the decision, or gives the case back. */
@Repository
class FinalDecisions {
    private static final Duration RETURNED_KEPT = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final PendingDecisions pending;
    private final Contents contents;
    private final Decisions decisions;
    private final Appeals appeals;
    private final CaseOpening cases;
    private final FeedbackLog feedback;
    private final Events events;

    FinalDecisions(
            JdbcClient jdbc,
            PendingDecisions pending,
            Contents contents,
            Decisions decisions,
            Appeals appeals,
            CaseOpening cases,
            FeedbackLog feedback,
            Events events) {
        this.jdbc = jdbc;
        this.pending = pending;
        this.contents = contents;
        this.decisions = decisions;
        this.appeals = appeals;
        this.cases = cases;
        this.feedback = feedback;
        this.events = events;
    }

    /** The cases whose decisions are due to become final, the longest overdue first. */
    List<UUID> due(int limit) {
        return jdbc.sql("SELECT case_id FROM pending_decision WHERE final_at <= now() ORDER BY final_at LIMIT ?")
                .param(limit)
                .query(UUID.class)
                .list();
    }

    /**
     * Makes a pending decision final: it supersedes the standing decision, answers a waiting appeal, and becomes feedback on the automatic
     * decision. If something newer forbids the decision, the case goes back to the queue instead. Does nothing if another process works on
     * it or was faster.
     *
     * @throws ProblemException if the decision can no longer be made; then the row still exists for {@link #giveBack}
     */
    @Transactional
    void finish(UUID caseId) {
        pending.locked(caseId, false).ifPresent(held -> {
            ReviewCase about = pending.lockedCase(caseId);
            Newer newer = pending.newer(held, about);
            if (newer.decisionIsMade()) {
                decide(held, about, newer == Newer.REPORT);
            } else {
                giveBack(held, about, newer.whyReturned());
            }
        });
    }

    /** Puts the case back into the queue and keeps the reason for the moderator. */
    @Transactional
    void giveBack(UUID caseId, String why) {
        pending.locked(caseId, false).ifPresent(held -> giveBack(held, pending.lockedCase(caseId), why));
    }

    /** Delays the next attempt, so that a decision with an unexpected failure does not hold up others. */
    @Transactional
    void postpone(UUID caseId, Duration pause) {
        jdbc.sql("UPDATE pending_decision SET final_at = now() + ? * interval '1 second' WHERE case_id = ?")
                .params(pause.toSeconds(), caseId)
                .update();
    }

    private void decide(HeldDecision held, ReviewCase about, boolean reported) {
        StoredContent stored = contents.find(held.content(), held.revision()).orElseThrow();
        Resolution resolution = held.resolution();
        pending.remove(about.id());
        Decision decision = decisions.supersede(
                stored,
                new HumanDecision(
                        held.moderator(),
                        resolution.outcome(),
                        resolution.reason(),
                        resolution.category(),
                        resolution.note(),
                        resolution.modifiedText(),
                        held.decidedAt()));
        jdbc.sql("""
                        UPDATE review_case SET state = 'RESOLVED', resolved_at = now(), resolution = ?, claimed_by = NULL, lease_until = NULL
                        WHERE id = ?
                        """).params(decision.id().value(), about.id()).update();
        events.raise(new Event(
                EventType.CASE_RESOLVED,
                stored.content().community(),
                stored.content().id(),
                about.id().toString(),
                Map.of(
                        "decision",
                        decision.id().toString(),
                        "outcome",
                        resolution.outcome().name())));
        boolean appealed = appeals.answer(stored.content(), held.moderator(), decision, resolution.reason());
        feedback.fromReview(decision, appealed, held.moderator().username());
        pending.record(held, appealed ? "appeal.decide" : "case.resolve", about);
        if (reported) {
            openForReports(held, decision);
        }
    }

    /** Opens a new case for reports that came in before the decision was final, because the moderator has not seen them. */
    private void openForReports(HeldDecision held, Decision decision) {
        String category = jdbc.sql("SELECT category FROM report WHERE content_id = ? ORDER BY reported_at DESC LIMIT 1")
                .param(held.content().value())
                .query((row, index) -> Optional.ofNullable(row.getString("category")))
                .single()
                .orElse(null);
        cases.openForReport(decision, category == null ? null : Category.ofKey(category));
    }

    private void giveBack(HeldDecision held, ReviewCase about, String why) {
        pending.remove(about.id());
        jdbc.sql("UPDATE review_case SET state = 'OPEN', claimed_by = NULL WHERE id = ? AND state = 'PENDING'")
                .param(about.id())
                .update();
        jdbc.sql("DELETE FROM returned_decision WHERE returned_at < now() - ? * interval '1 second'")
                .param(RETURNED_KEPT.toSeconds())
                .update();
        jdbc.sql("INSERT INTO returned_decision (id, case_id, moderator, outcome, why) VALUES (?, ?, ?, ?, ?)")
                .params(
                        UUID.randomUUID(),
                        about.id(),
                        held.moderator().id(),
                        held.resolution().outcome().name(),
                        why)
                .update();
        pending.record(held, "case.return", about);
    }
}
