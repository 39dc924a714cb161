package io.moderato.review;

import io.moderato.access.Actor;
import io.moderato.appeal.Appeals;
import io.moderato.audit.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.content.Contents;
import io.moderato.content.StoredContent;
import io.moderato.database.Columns;
import io.moderato.decision.Decision;
import io.moderato.decision.Decisions;
import io.moderato.decision.HumanDecision;
import io.moderato.feedback.FeedbackLog;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The transitions of a case: claim, renew, release, resolve. */
@Repository
public class ReviewCases {
    /** How long a moderator has a case without doing anything. */
    public static final Duration LEASE = Duration.ofMinutes(10);

    private static final String IS_MODERATOR = "hasRole('MODERATOR') and #moderator.username() == authentication.name";

    private final JdbcClient jdbc;
    private final Contents contents;
    private final Decisions decisions;
    private final Appeals appeals;
    private final FeedbackLog feedback;
    private final AuditTrail audit;

    ReviewCases(
            JdbcClient jdbc,
            Contents contents,
            Decisions decisions,
            Appeals appeals,
            FeedbackLog feedback,
            AuditTrail audit) {
        this.jdbc = jdbc;
        this.contents = contents;
        this.decisions = decisions;
        this.appeals = appeals;
        this.feedback = feedback;
        this.audit = audit;
    }

    /** Gives the moderator the most urgent case that nobody has, or nothing if there is none for them. Two moderators never get the same. */
    @PreAuthorize(IS_MODERATOR)
    @Transactional
    public Optional<ReviewCase> claimNext(Actor moderator) {
        return jdbc.sql("""
                        UPDATE review_case SET state = 'CLAIMED', claimed_by = ?, lease_until = now() + ? * interval '1 second'
                        WHERE id = (SELECT id FROM review_case
                                    WHERE state <> 'RESOLVED' AND (state = 'OPEN' OR lease_until < now())
                                    AND community_id = ANY (?) AND barred IS DISTINCT FROM ?
                                    ORDER BY rank_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING *
                        """)
                .params(moderator.id(), LEASE.toSeconds(), communities(moderator), moderator.id())
                .query(CaseRow.MAPPER)
                .optional();
    }

    /**
     * Gives the moderator that case; the same again if they have it already.
     *
     * @throws ProblemException NOT_FOUND in a foreign community, WRONG_STATE if it is resolved, somebody else has it or the moderator
     *     made the decision that is appealed against
     */
    @PreAuthorize(IS_MODERATOR)
    @Transactional
    public ReviewCase claim(Actor moderator, UUID caseId) {
        return jdbc.sql("""
                        UPDATE review_case SET state = 'CLAIMED', claimed_by = ?, lease_until = now() + ? * interval '1 second'
                        WHERE id = ? AND state <> 'RESOLVED' AND (state = 'OPEN' OR lease_until < now() OR claimed_by = ?)
                        AND community_id = ANY (?) AND barred IS DISTINCT FROM ?
                        RETURNING *
                        """)
                .params(
                        moderator.id(),
                        LEASE.toSeconds(),
                        caseId,
                        moderator.id(),
                        communities(moderator),
                        moderator.id())
                .query(CaseRow.MAPPER)
                .optional()
                .orElseThrow(() -> whyNot(moderator, caseId));
    }

    /**
     * Gives the moderator the full time again.
     *
     * @throws ProblemException LEASE_EXPIRED if they have it no longer
     */
    @PreAuthorize(IS_MODERATOR)
    @Transactional
    public ReviewCase renew(Actor moderator, UUID caseId) {
        return jdbc.sql("""
                        UPDATE review_case SET lease_until = now() + ? * interval '1 second'
                        WHERE id = ? AND state = 'CLAIMED' AND claimed_by = ? AND lease_until >= now() RETURNING *
                        """)
                .params(LEASE.toSeconds(), caseId, moderator.id())
                .query(CaseRow.MAPPER)
                .optional()
                .orElseThrow(() -> whyNot(moderator, caseId));
    }

    /** Puts the case back into the queue, at its old place. Does nothing if the moderator has it no longer. */
    @PreAuthorize(IS_MODERATOR)
    @Transactional
    public void release(Actor moderator, UUID caseId) {
        jdbc.sql("""
                        UPDATE review_case SET state = 'OPEN', claimed_by = NULL, lease_until = NULL
                        WHERE id = ? AND state = 'CLAIMED' AND claimed_by = ?
                        """).params(caseId, moderator.id()).update();
    }

    /**
     * Decides the case: the moderator's decision supersedes the standing one, a waiting appeal is answered by it, and it becomes feedback
     * on the automatic decision.
     *
     * @param seenRevision the text that the moderator read; the decision is refused if the case is about another one meanwhile
     * @throws ProblemException LEASE_EXPIRED if the moderator has the case no longer, NOT_FOUND in a foreign community, CHANGED_MEANWHILE
     *     if the author edited the content or somebody decided otherwise meanwhile
     */
    @PreAuthorize(IS_MODERATOR)
    @Transactional
    public Decision resolve(Actor moderator, UUID caseId, int seenRevision, Resolution resolution) {
        ReviewCase mine = jdbc.sql("""
                        SELECT * FROM review_case WHERE id = ? AND state = 'CLAIMED' AND claimed_by = ? AND lease_until >= now()
                        AND community_id = ANY (?) FOR UPDATE
                        """)
                .params(caseId, moderator.id(), communities(moderator))
                .query(CaseRow.MAPPER)
                .optional()
                .orElseThrow(() -> whyNot(moderator, caseId));
        StoredContent stored = contents.find(mine.content(), mine.revision()).orElseThrow();
        refuseIfEdited(mine, seenRevision);
        Decision decision = decisions.supersede(
                stored,
                new HumanDecision(
                        moderator,
                        resolution.outcome(),
                        resolution.reason(),
                        resolution.category(),
                        resolution.note(),
                        resolution.modifiedText()));
        jdbc.sql("""
                        UPDATE review_case SET state = 'RESOLVED', resolved_at = now(), resolution = ?, claimed_by = NULL, lease_until = NULL
                        WHERE id = ?
                        """).params(decision.id().value(), caseId).update();
        boolean appealed = appeals.answer(stored.content(), moderator, decision, resolution.reason());
        feedback.fromReview(decision, appealed, moderator.username());
        audit.record(
                moderator.username(),
                appealed ? "appeal.decide" : "case.resolve",
                caseId.toString(),
                mine.community(),
                Map.of(
                        "outcome",
                        resolution.outcome().name(),
                        "content",
                        mine.content().toString()));
        return decision;
    }

    /** An appeal is about the text that was decided; everything else is about the text that stands now. The moderator has to have seen it. */
    private void refuseIfEdited(ReviewCase reviewed, int seenRevision) {
        if (seenRevision != reviewed.revision()) {
            throw new ProblemException(
                    ProblemKey.CHANGED_MEANWHILE,
                    "This case is about another text now: the author edited it or appealed. Nothing was decided; read it again.");
        }
        int newest = contents.find(reviewed.community(), reviewed.content())
                .orElseThrow()
                .content()
                .revision();
        if (newest > reviewed.revision() && !reviewed.causes().contains(Cause.APPEAL)) {
            throw new ProblemException(
                    ProblemKey.CHANGED_MEANWHILE,
                    "The author has just edited this text. Nothing was decided; the case shows the new text in a moment.");
        }
    }

    private ProblemException whyNot(Actor moderator, UUID caseId) {
        record Standing(
                CommunityId community, CaseState state, boolean mine, boolean barred, boolean running, String who) {}
        Standing standing = jdbc.sql("""
                        SELECT c.*, coalesce(a.display_name, '') AS who, coalesce(c.claimed_by = ?, false) AS mine,
                               coalesce(c.barred = ?, false) AS is_barred, coalesce(c.lease_until >= now(), false) AS running
                        FROM review_case c LEFT JOIN account a ON a.id = c.claimed_by WHERE c.id = ?
                        """)
                .params(moderator.id(), moderator.id(), caseId)
                .query((row, index) -> new Standing(
                        new CommunityId(row.getString("community_id")),
                        CaseState.valueOf(row.getString("state")),
                        row.getBoolean("mine"),
                        row.getBoolean("is_barred"),
                        row.getBoolean("running"),
                        row.getString("who")))
                .optional()
                .orElseThrow(() -> ProblemException.notFound("case"));
        moderator.requireMember(standing.community(), "case");
        if (standing.state() == CaseState.RESOLVED) {
            return new ProblemException(
                    ProblemKey.WRONG_STATE,
                    "This case is closed: somebody decided it, or the author edited the text. Take the next one.");
        }
        if (standing.barred()) {
            return new ProblemException(
                    ProblemKey.WRONG_STATE,
                    "The author appeals against your own decision. Somebody else has to look at it; take the next one.");
        }
        if (standing.running() && !standing.mine()) {
            return new ProblemException(
                    ProblemKey.WRONG_STATE, standing.who() + " has this case now. Take the next one.");
        }
        return new ProblemException(
                ProblemKey.LEASE_EXPIRED,
                "Your time with this case ran out, so it went back to the queue. Nothing was decided; claim it again to go on.");
    }

    private static String[] communities(Actor moderator) {
        return Columns.column(moderator.communities(), CommunityId::value);
    }
}
