package io.moderato.review.store;

import io.moderato.access.store.Actor;
import io.moderato.audit.store.AuditTrail;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.store.Contents;
import io.moderato.content.store.StoredContent;
import io.moderato.database.Columns;
import io.moderato.decision.DecisionId;
import io.moderato.decision.Outcome;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.review.opening.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The moderators' decisions between the keystroke and the moment when they are final. Each decision waits as a row, so it survives a crash
 * of the process. A second transaction takes the row and makes the decision, exactly once. Until then nobody else sees the decision.
 */
@Repository
public class PendingDecisions {
    private static final String IS_MODERATOR = "hasRole('MODERATOR') and #moderator.username() == authentication.name";

    private final JdbcClient jdbc;
    private final Contents contents;
    private final AuditTrail audit;
    private final ReviewSettings settings;

    PendingDecisions(JdbcClient jdbc, Contents contents, AuditTrail audit, ReviewSettings settings) {
        this.jdbc = jdbc;
        this.contents = contents;
        this.audit = audit;
        this.settings = settings;
    }

    /** The moderator's decisions that can still be taken back, the latest first. */
    @PreAuthorize(IS_MODERATOR)
    public List<PendingDecision> of(Actor moderator) {
        return jdbc.sql("""
                        SELECT p.case_id, p.outcome, coalesce(t.author_name, t.author_id) AS author, 'APPEAL' = ANY (c.causes) AS appealed,
                               greatest(0, extract(epoch FROM p.final_at - now()) * 1000)::bigint AS left_millis
                        FROM pending_decision p
                        JOIN review_case c ON c.id = p.case_id
                        JOIN content t ON t.id = p.content_id AND t.revision = p.revision
                        WHERE p.moderator = ? ORDER BY p.decided_at DESC
                        """)
                .param(moderator.id())
                .query((row, index) -> new PendingDecision(
                        Columns.uuid(row, "case_id"),
                        row.getString("author"),
                        Outcome.valueOf(row.getString("outcome")),
                        row.getBoolean("appealed"),
                        Duration.ofMillis(row.getLong("left_millis"))))
                .list();
    }

    /** The moderator's decisions that were not made, because something newer came. Each is returned only once. */
    @PreAuthorize(IS_MODERATOR)
    @Transactional
    public List<ReturnedDecision> takeReturned(Actor moderator) {
        return jdbc.sql("DELETE FROM returned_decision WHERE moderator = ? RETURNING case_id, outcome, why")
                .param(moderator.id())
                .query((row, index) -> new ReturnedDecision(
                        Columns.uuid(row, "case_id"), Outcome.valueOf(row.getString("outcome")), row.getString("why")))
                .list();
    }

    /**
     * Takes the decision back. The moderator has the case again, with the full time.
     *
     * @throws ProblemException NOT_FOUND for a case of another community, NOT_ALLOWED if somebody else decided, WRONG_STATE if the decision
     *     is final, CHANGED_MEANWHILE if something newer came
     */
    @PreAuthorize(IS_MODERATOR)
    @Transactional
    public UndoneDecision undo(Actor moderator, UUID caseId) {
        HeldDecision held = locked(caseId, true)
                .orElseThrow(() -> new ProblemException(
                        ProblemKey.WRONG_STATE,
                        "This decision is already final and stays as you made it. Nothing was taken back."));
        ReviewCase pending = lockedCase(caseId);
        moderator.requireMember(pending.community(), "case");
        if (!held.moderator().id().equals(moderator.id())) {
            throw new ProblemException(
                    ProblemKey.NOT_ALLOWED,
                    "Only the moderator who made a decision can take it back. Nothing was changed.");
        }
        Newer newer = newer(held, pending);
        if (newer != Newer.NOTHING) {
            throw new ProblemException(ProblemKey.CHANGED_MEANWHILE, newer.whyNoUndo());
        }
        remove(caseId);
        ReviewCase again = jdbc.sql("""
                        UPDATE review_case SET state = 'CLAIMED', lease_until = now() + ? * interval '1 second' WHERE id = ? RETURNING *
                        """)
                .params(ReviewCases.LEASE.toSeconds(), caseId)
                .query(CaseRow.MAPPER)
                .single();
        record(held, "case.undo", pending);
        return new UndoneDecision(again, held.resolution());
    }

    /** Stores a pending decision about a case that the moderator has, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    void hold(Actor moderator, ReviewCase mine, StoredContent stored, Resolution resolution) {
        DecisionId standing = stored.standingDecision();
        if (standing == null) {
            throw new ProblemException(
                    ProblemKey.WRONG_STATE, "There is no decision about this content yet. Wait for it.");
        }
        jdbc.sql("""
                        INSERT INTO pending_decision (case_id, content_id, revision, moderator, outcome, reason, category, note, modified_text,
                                                      standing, newest_revision, reports, appeals, final_at)
                        SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                               (SELECT max(revision) FROM content WHERE id = ?), (SELECT count(*) FROM report WHERE content_id = ?),
                               (SELECT count(*) FROM appeal WHERE content_id = ?), now() + ? * interval '1 millisecond'
                        """)
                .params(Columns.values(
                        mine.id(),
                        mine.content().value(),
                        mine.revision(),
                        moderator.id(),
                        resolution.outcome().name(),
                        resolution.reason(),
                        resolution.category() == null
                                ? null
                                : resolution.category().key(),
                        resolution.note(),
                        resolution.modifiedText(),
                        standing.value(),
                        mine.content().value(),
                        mine.content().value(),
                        mine.content().value(),
                        settings.undoPeriod().toMillis()))
                .update();
        jdbc.sql("UPDATE review_case SET state = 'PENDING', lease_until = NULL WHERE id = ?")
                .param(mine.id())
                .update();
    }

    /** The event since the decision was stored. */
    Newer newer(HeldDecision held, ReviewCase pending) {
        Content newest = contents.require(pending.community(), held.content()).content();
        // an appeal is about the text that was decided, whatever its author made of it since
        if (newest.revision() != held.newestRevision() && !pending.causes().contains(Cause.APPEAL)) {
            return Newer.EDIT;
        }
        if (appeals(held.content()) != held.appeals()) {
            return Newer.APPEAL;
        }
        DecisionId standing =
                contents.find(held.content(), held.revision()).orElseThrow().standingDecision();
        if (!held.standing().equals(standing)) {
            return Newer.DECISION;
        }
        if (pending.state() != CaseState.PENDING
                || pending.revision() != held.revision()
                || !held.moderator().id().equals(pending.claimedBy())) {
            return Newer.OTHER_HANDS;
        }
        return reports(held.content()) != held.reports() ? Newer.REPORT : Newer.NOTHING;
    }

    /** The present number of reports about the content. */
    int reports(ContentId content) {
        return jdbc.sql("SELECT count(*) FROM report WHERE content_id = ?")
                .param(content.value())
                .query(Integer.class)
                .single();
    }

    private int appeals(ContentId content) {
        return jdbc.sql("SELECT count(*) FROM appeal WHERE content_id = ?")
                .param(content.value())
                .query(Integer.class)
                .single();
    }

    /**
     * The pending decision of that case, if there is one, locked until the end of the transaction. If not patient, it is empty while
     * somebody else holds the lock.
     */
    Optional<HeldDecision> locked(UUID caseId, boolean patient) {
        return jdbc.sql("""
                        SELECT p.*, a.username, a.role FROM pending_decision p JOIN account a ON a.id = p.moderator
                        WHERE p.case_id = ? FOR UPDATE OF p %s
                        """.formatted(patient ? "" : "SKIP LOCKED"))
                .param(caseId)
                .query(HeldDecision::map)
                .optional();
    }

    /** The case, locked until the end of the transaction. */
    ReviewCase lockedCase(UUID caseId) {
        return jdbc.sql("SELECT * FROM review_case WHERE id = ? FOR UPDATE")
                .param(caseId)
                .query(CaseRow.MAPPER)
                .single();
    }

    /** Removes the waiting row. The decision is made, taken back or given back in the same transaction. */
    void remove(UUID caseId) {
        jdbc.sql("DELETE FROM pending_decision WHERE case_id = ?").param(caseId).update();
    }

    /** Records in the audit trail what happened to the decision. */
    void record(HeldDecision held, String action, ReviewCase about) {
        audit.record(
                held.moderator().username(),
                action,
                about.id().toString(),
                about.community(),
                Map.of(
                        "outcome",
                        held.resolution().outcome().name(),
                        "content",
                        held.content().toString()));
    }
}
