package io.moderato.review.store;

import io.moderato.access.store.Actor;
import io.moderato.community.CommunityId;
import io.moderato.content.store.Contents;
import io.moderato.content.store.StoredContent;
import io.moderato.database.Columns;
import io.moderato.event.Event;
import io.moderato.event.EventType;
import io.moderato.event.store.Events;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.review.opening.Cause;
import java.sql.Types;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The transitions of a case: claim, renew, release, skip, resolve. */
@Repository
public class ReviewCases {
    /** The time for which a moderator keeps a case without doing anything. */
    public static final Duration LEASE = Duration.ofMinutes(10);

    private static final String IS_MODERATOR = "hasRole('MODERATOR') and #moderator.username() == authentication.name";

    private static final Duration SKIPPED_FOR = Duration.ofHours(1);
    private static final String CLAIM = """
            UPDATE review_case SET state = 'CLAIMED', claimed_by = :moderator, claimed_at = now(),
                                   lease_until = now() + :lease * interval '1 second'
            WHERE id = (SELECT c.id FROM review_case c LEFT JOIN review_skip s
                            ON s.case_id = c.id AND s.moderator = :moderator AND s.until > now()
                        WHERE c.state NOT IN ('PENDING', 'RESOLVED') AND c.community_id = ANY (:communities)
                        AND c.barred IS DISTINCT FROM :moderator AND c.id IS DISTINCT FROM :held
                        AND CASE WHEN :mineOnly THEN c.claimed_by = :moderator AND c.lease_until >= now()
                                 ELSE c.state = 'OPEN' OR c.lease_until < now() END
                        AND (:queue::uuid IS NULL OR c.queue_id = :queue::uuid)
                        AND (:category::text IS NULL OR c.category = :category) AND (:cause::text IS NULL OR :cause = ANY (c.causes))
                        AND """;
    private static final String THE_MOST_URGENT =
            " s.case_id IS NULL ORDER BY c.rank_at LIMIT 1 FOR UPDATE OF c SKIP LOCKED) RETURNING *";
    private static final String SKIPPED_LONGEST_AGO =
            " s.case_id IS NOT NULL ORDER BY s.skipped_at LIMIT 1 FOR UPDATE OF c SKIP LOCKED) RETURNING *";

    private final JdbcClient jdbc;
    private final Contents contents;
    private final PendingDecisions pending;
    private final FinalDecisions decisions;
    private final ReviewSettings settings;
    private final Events events;

    ReviewCases(
            JdbcClient jdbc,
            Contents contents,
            PendingDecisions pending,
            FinalDecisions decisions,
            ReviewSettings settings,
            Events events) {
        this.jdbc = jdbc;
        this.contents = contents;
        this.pending = pending;
        this.decisions = decisions;
        this.settings = settings;
        this.events = events;
    }

    /** Gives the moderator the most urgent case that nobody has, like {@link #claimNext(Actor, QueueFilter, UUID)} for the whole queue. */
    @PreAuthorize(IS_MODERATOR)
    @Transactional
    public Optional<ReviewCase> claimNext(Actor moderator) {
        return claimNext(moderator, QueueFilter.ALL, null);
    }

    /**
     * Gives the moderator the most urgent case that nobody has in that part of the queue; empty if there is no case for them. Two
     * moderators never get the same case. A case that the moderator skipped within the last hour comes only if there is no other.
     *
     * @param held a case that the moderator has; it goes back to the queue if there is another case; null for none
     */
    @PreAuthorize(IS_MODERATOR)
    @Transactional
    public Optional<ReviewCase> claimNext(Actor moderator, QueueFilter filter, @Nullable UUID held) {
        Optional<ReviewCase> next = another(moderator, filter, held);
        if (held != null && next.isPresent()) {
            release(moderator, held);
        }
        return next;
    }

    /**
     * Puts a case that the moderator has back into the queue, at its old place, and gives them another case like {@link #claimNext}. For an
     * hour, the moderator is offered every other case first. Empty if there is no other case.
     */
    @PreAuthorize(IS_MODERATOR)
    @Transactional
    public Optional<ReviewCase> skip(Actor moderator, UUID caseId, QueueFilter filter) {
        release(moderator, caseId);
        jdbc.sql("DELETE FROM review_skip WHERE moderator = ? AND until < now()")
                .param(moderator.id())
                .update();
        jdbc.sql("""
                        WITH skipped AS (SELECT * FROM review_case WHERE id = :case AND community_id = ANY (:communities)),
                             kept AS (INSERT INTO review_skip (moderator, case_id, until)
                                      SELECT :moderator, id, now() + :time * interval '1 second' FROM skipped
                                      ON CONFLICT (moderator, case_id) DO UPDATE SET skipped_at = excluded.skipped_at, until = excluded.until)
                        SELECT * FROM skipped
                        """)
                .param("moderator", moderator.id())
                .param("time", SKIPPED_FOR.toSeconds())
                .param("case", caseId)
                .param("communities", communities(moderator))
                .query(CaseRow.MAPPER)
                .optional()
                .ifPresent(skipped -> raise(EventType.CASE_SKIPPED, skipped, moderator));
        return another(moderator, filter, caseId);
    }

    private Optional<ReviewCase> another(Actor moderator, QueueFilter filter, @Nullable UUID than) {
        return take(moderator, filter, than, THE_MOST_URGENT)
                .or(() -> take(moderator, filter, than, SKIPPED_LONGEST_AGO));
    }

    private Optional<ReviewCase> take(Actor moderator, QueueFilter filter, @Nullable UUID otherThan, String which) {
        return jdbc.sql(CLAIM + which)
                .param("moderator", moderator.id())
                .param("lease", LEASE.toSeconds())
                .param("communities", filter.communities(moderator))
                .param("held", otherThan, Types.OTHER)
                .param("queue", filter.queue(), Types.OTHER)
                .param("mineOnly", filter.mineOnly())
                .param(
                        "category",
                        filter.category() == null ? null : filter.category().key(),
                        Types.VARCHAR)
                .param("cause", filter.cause() == null ? null : filter.cause().name(), Types.VARCHAR)
                .query(CaseRow.MAPPER)
                .optional()
                .map(taken -> claimed(taken, moderator));
    }

    private ReviewCase claimed(ReviewCase taken, Actor by) {
        raise(EventType.CASE_CLAIMED, taken, by);
        return taken;
    }

    private void raise(EventType type, ReviewCase about, Actor by) {
        events.raise(new Event(
                type,
                about.community(),
                about.content(),
                about.id().toString(),
                Map.of("by", by.username(), "revision", Integer.toString(about.revision()))));
    }

    /**
     * Gives the moderator that case, also if they have it already.
     *
     * @throws ProblemException NOT_FOUND for a case of another community, WRONG_STATE if the case is resolved, somebody else has it, or the
     *     moderator made the decision that the appeal is about
     */
    @PreAuthorize(IS_MODERATOR)
    @Transactional
    public ReviewCase claim(Actor moderator, UUID caseId) {
        return jdbc.sql("""
                        UPDATE review_case c SET state = 'CLAIMED', claimed_by = :moderator,
                                                 claimed_at = CASE WHEN before.had THEN c.claimed_at ELSE now() END,
                                                 lease_until = now() + :lease * interval '1 second'
                        FROM (SELECT id, state = 'CLAIMED' AND claimed_by = :moderator AND lease_until >= now() AS had
                              FROM review_case WHERE id = :case FOR UPDATE) AS before
                        WHERE c.id = before.id AND state NOT IN ('PENDING', 'RESOLVED')
                        AND (state = 'OPEN' OR lease_until < now() OR claimed_by = :moderator)
                        AND community_id = ANY (:communities) AND barred IS DISTINCT FROM :moderator
                        RETURNING c.*, before.had
                        """)
                .param("moderator", moderator.id())
                .param("lease", LEASE.toSeconds())
                .param("case", caseId)
                .param("communities", communities(moderator))
                .query((row, index) -> {
                    ReviewCase taken = CaseRow.MAPPER.mapRow(row, index);
                    return row.getBoolean("had") ? taken : claimed(taken, moderator);
                })
                .optional()
                .orElseThrow(() -> whyNot(moderator, caseId));
    }

    /**
     * Gives the moderator the full time again.
     *
     * @throws ProblemException LEASE_EXPIRED if the moderator no longer has the case
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

    /** Puts the case back into the queue, at its old place. Does nothing if the moderator no longer has the case. */
    @PreAuthorize(IS_MODERATOR)
    @Transactional
    public void release(Actor moderator, UUID caseId) {
        jdbc.sql("""
                        UPDATE review_case SET state = 'OPEN', claimed_by = NULL, lease_until = NULL
                        WHERE id = ? AND state = 'CLAIMED' AND claimed_by = ?
                        """).params(caseId, moderator.id()).update();
    }

    /**
     * Decides the case. The decision can be taken back during the undo period and is final after it; see {@link PendingDecisions}. Until
     * then the case is in nobody's queue.
     *
     * @param seenRevision the revision that the moderator read; the decision is refused if the case is now about another one
     * @throws ProblemException LEASE_EXPIRED if the moderator no longer has the case, NOT_FOUND for a case of another community,
     *     CHANGED_MEANWHILE if the author has edited the content in the meantime
     */
    @PreAuthorize(IS_MODERATOR)
    @Transactional
    public void resolve(Actor moderator, UUID caseId, int seenRevision, Resolution resolution) {
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
        pending.hold(moderator, mine, stored, resolution);
        if (settings.undoPeriod().isZero()) {
            decisions.finish(caseId);
        }
    }

    /** Checks that the moderator has seen the right text: for an appeal the text that was decided, otherwise the present text. */
    private void refuseIfEdited(ReviewCase reviewed, int seenRevision) {
        if (seenRevision != reviewed.revision()) {
            throw new ProblemException(
                    ProblemKey.CHANGED_MEANWHILE,
                    "This case is about another text now: the author edited it or appealed. Nothing was decided; read it again.");
        }
        int newest = contents.require(reviewed.community(), reviewed.content())
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
        if (standing.state() == CaseState.PENDING) {
            return new ProblemException(
                    ProblemKey.WRONG_STATE,
                    (standing.mine() ? "You have" : standing.who() + " has")
                            + " just decided this case. Take the next one.");
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
