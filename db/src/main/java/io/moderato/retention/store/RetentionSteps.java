package io.moderato.retention.store;

import io.moderato.database.Columns;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The steps of retention, each a transaction of its own about some hundred contents. A content is looked at for the first time when it is old
 * enough to go for the weakest reason, and then again only when the time of the reason that kept it is over. So the work grows with
 * what is taken in, and not with what is kept.
 */
@Repository
class RetentionSteps {
    private static final int AT_ONCE = 500;

    /** The usual times, and what communities want instead. */
    private static final String TERMS = """
            WITH term AS (
                SELECT c.id AS community_id,
                       make_interval(days => coalesce(c.keep_approved_days, :approved)) AS approved,
                       make_interval(days => coalesce(c.keep_restricted_days, :restricted)) AS restricted,
                       make_interval(days => coalesce(c.keep_labelled_days, :labelled)) AS labelled
                FROM community c)
            """;

    /** The key of the advisory lock: "rete" in ASCII. */
    private static final int ONE_AT_A_TIME = 0x72657465;

    private static final Step NOTHING = new Step(0, 0);

    private final JdbcClient jdbc;
    private final RetentionSettings settings;

    RetentionSteps(JdbcClient jdbc, RetentionSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** What a step found, and what of that it deleted. */
    record Step(int looked, int forgotten) {}

    /** Looks at contents that are old enough for the first time. */
    @Transactional
    Step lookAtNext(Instant now) {
        if (!isMine()) {
            return NOTHING;
        }
        List<UUID> found = withTerms("""
                        , shortest AS (SELECT min(least(approved, restricted, labelled)) AS time FROM term)
                        SELECT DISTINCT id FROM content
                        WHERE id > (SELECT looked_until FROM retention_progress)
                        -- the first 48 bits of an id are its time in milliseconds
                        AND id < (SELECT (lpad(to_hex((extract(epoch FROM :now::timestamptz - time) * 1000)::bigint), 12, '0')
                                          || '00000000000000000000')::uuid FROM shortest)
                        ORDER BY id LIMIT :limit
                        """)
                .param("now", Columns.timestamp(now))
                .param("limit", AT_ONCE)
                .query(UUID.class)
                .list();
        if (found.isEmpty()) {
            return NOTHING;
        }
        int forgotten = settle(found, now);
        jdbc.sql("UPDATE retention_progress SET looked_until = ?")
                .param(found.getLast())
                .update();
        return new Step(found.size(), forgotten);
    }

    /** Looks again at contents that were kept for a reason whose time is over, and at some that waited for something. */
    @Transactional
    Step lookAgain(Instant now) {
        if (!isMine()) {
            return NOTHING;
        }
        List<UUID> over = withTerms("""
                        SELECT k.content_id FROM term t CROSS JOIN LATERAL (
                            (SELECT content_id FROM kept_content WHERE community_id = t.community_id AND kind = 'APPROVED'
                             AND last_at < :now::timestamptz - t.approved ORDER BY last_at LIMIT :limit)
                            UNION ALL
                            (SELECT content_id FROM kept_content WHERE community_id = t.community_id AND kind = 'RESTRICTED'
                             AND last_at < :now::timestamptz - t.restricted ORDER BY last_at LIMIT :limit)
                            UNION ALL
                            (SELECT content_id FROM kept_content WHERE community_id = t.community_id AND kind = 'LABELLED'
                             AND last_at < :now::timestamptz - t.labelled ORDER BY last_at LIMIT :limit)) AS k
                        LIMIT :limit
                        """)
                .param("now", Columns.timestamp(now))
                .param("limit", AT_ONCE)
                .query(UUID.class)
                .list();
        List<UUID> open = jdbc.sql("""
                        SELECT content_id FROM kept_content WHERE kind = 'OPEN' AND looked_at < ?::timestamptz - interval '1 day'
                        ORDER BY looked_at LIMIT ?
                        """)
                .params(Columns.timestamp(now), AT_ONCE)
                .query(UUID.class)
                .list();
        List<UUID> found = Stream.concat(over.stream(), open.stream()).toList();
        return found.isEmpty() ? NOTHING : new Step(found.size(), settle(found, now));
    }

    /** Deletes some of the audit trail whose time is over, and returns how much. */
    @Transactional
    int forgetAudit(Instant now) {
        return jdbc.sql("SELECT forget_audit(?, ?)")
                .params(Columns.timestamp(now.minus(settings.audit())), AT_ONCE)
                .query(Integer.class)
                .single();
    }

    /** Deletes some dead letters that were sent again long ago, and returns how many. */
    @Transactional
    int forgetDeadLetters(Instant now) {
        return jdbc.sql("""
                        DELETE FROM dead_letter WHERE id IN (
                            SELECT id FROM dead_letter WHERE sent_at IS NOT NULL AND sent_at < ? LIMIT ? FOR UPDATE SKIP LOCKED)
                        """)
                .params(Columns.timestamp(now.minus(settings.deadLetters())), AT_ONCE)
                .update();
    }

    /**
     * Deletes some of what an old run over the archive found, then the run, and returns how much. Runs are kept as long as the audit trail,
     * which says who applied them. A run stays while an application of it is proposed or at work.
     */
    @Transactional
    int forgetArchiveRuns(Instant now) {
        return jdbc.sql("""
                        WITH old AS (
                            SELECT id FROM archive_run r WHERE greatest(began_at, heard_at) < :before
                            AND NOT EXISTS (SELECT FROM archive_application a WHERE a.run_id = r.id
                                            AND (a.state IN ('PROPOSED', 'APPLYING', 'UNDOING') OR a.ended_at >= :before))
                            ORDER BY began_at LIMIT 1 FOR UPDATE SKIP LOCKED),
                        changes AS (
                            DELETE FROM archive_change WHERE (run_id, content_id) IN (
                                SELECT run_id, content_id FROM archive_change WHERE run_id IN (SELECT id FROM old) LIMIT :limit)
                            RETURNING 1),
                        runs AS (
                            DELETE FROM archive_run WHERE id IN (SELECT id FROM old)
                            AND NOT EXISTS (SELECT FROM archive_change c WHERE c.run_id = archive_run.id) RETURNING 1)
                        SELECT (SELECT count(*) FROM changes) + (SELECT count(*) FROM runs)
                        """)
                .param("before", Columns.timestamp(now.minus(settings.audit())))
                .param("limit", AT_ONCE)
                .query(Integer.class)
                .single();
    }

    /**
     * Deletes those of the contents whose time is over, notes the others with their reason, and returns how many it deleted. Whoever changes
     * a content holds its newest revision meanwhile, so a content that is being changed waits for the next day.
     */
    private int settle(List<UUID> contents, Instant now) {
        List<UUID> held = jdbc.sql("""
                        SELECT id FROM (SELECT DISTINCT ON (id) id, revision FROM content WHERE id = ANY (?::uuid[]) ORDER BY id, revision DESC) AS newest
                        JOIN content USING (id, revision) FOR UPDATE OF content SKIP LOCKED
                        """)
                .param(Columns.column(contents, id -> id))
                .query(UUID.class)
                .list();
        List<UUID> over = withTerms("""
                        , state AS (
                            SELECT c.id AS content_id, min(c.community_id) AS community_id,
                                   CASE WHEN bool_or(c.status IN ('QUEUED', 'FAILED'))
                                             OR EXISTS (SELECT FROM review_case r WHERE r.content_id = c.id AND r.state <> 'RESOLVED')
                                             OR EXISTS (SELECT FROM appeal a WHERE a.content_id = c.id AND a.state = 'RECEIVED') THEN 'OPEN'
                                        WHEN EXISTS (SELECT FROM feedback f WHERE f.content_id = c.id) THEN 'LABELLED'
                                        WHEN EXISTS (SELECT FROM restriction r WHERE r.content_id = c.id AND r.lifted_by IS NULL)
                                             OR bool_or(d.outcome IN ('REJECT', 'MODIFY')) THEN 'RESTRICTED'
                                        WHEN bool_or(d.outcome = 'REVIEW' AND c.status <> 'ERASED') THEN 'OPEN'
                                        ELSE 'APPROVED' END AS kind,
                                   greatest(max(c.submitted_at), max(d.decided_at),
                                            (SELECT max(greatest(a.received_at, a.decided_at)) FROM appeal a WHERE a.content_id = c.id),
                                            (SELECT max(r.reported_at) FROM report r WHERE r.content_id = c.id),
                                            (SELECT max(f.given_at) FROM feedback f WHERE f.content_id = c.id)) AS last_at
                            FROM content c LEFT JOIN decision d ON d.id = c.standing_decision
                            WHERE c.id = ANY (:held::uuid[]) GROUP BY c.id),
                        judged AS (
                            SELECT s.*, s.kind <> 'OPEN' AND s.last_at < :now::timestamptz
                                   - CASE s.kind WHEN 'APPROVED' THEN t.approved WHEN 'RESTRICTED' THEN t.restricted ELSE t.labelled END AS over
                            FROM state s JOIN term t USING (community_id)),
                        kept AS (
                            INSERT INTO kept_content (content_id, community_id, kind, last_at, looked_at)
                            SELECT content_id, community_id, kind, last_at, :now FROM judged WHERE NOT over
                            ON CONFLICT (content_id) DO UPDATE
                            SET kind = excluded.kind, last_at = excluded.last_at, looked_at = excluded.looked_at)
                        SELECT content_id FROM judged WHERE over
                        """)
                .param("held", Columns.column(held, id -> id))
                .param("now", Columns.timestamp(now))
                .query(UUID.class)
                .list();
        noteBusy(contents, held, now);
        if (!over.isEmpty()) {
            jdbc.sql("SELECT forget_contents(?::uuid[])")
                    .param(Columns.column(over, id -> id))
                    .query(row -> {});
        }
        return over.size();
    }

    /** A content that somebody holds just now is looked at again in a day. */
    private void noteBusy(List<UUID> contents, List<UUID> held, Instant now) {
        List<UUID> busy =
                contents.stream().filter(content -> !held.contains(content)).toList();
        if (!busy.isEmpty()) {
            jdbc.sql("""
                            INSERT INTO kept_content (content_id, community_id, kind, last_at, looked_at)
                            SELECT DISTINCT ON (id) id, community_id, 'OPEN', submitted_at, ?::timestamptz FROM content WHERE id = ANY (?::uuid[])
                            ON CONFLICT (content_id) DO UPDATE SET kind = excluded.kind, looked_at = excluded.looked_at
                            """)
                    .params(Columns.timestamp(now), Columns.column(busy, id -> id))
                    .update();
        }
    }

    private boolean isMine() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(?)")
                .param(ONE_AT_A_TIME)
                .query(Boolean.class)
                .single();
    }

    private JdbcClient.StatementSpec withTerms(String sql) {
        return jdbc.sql(TERMS + sql)
                .param("approved", Math.toIntExact(settings.approved().toDays()))
                .param("restricted", Math.toIntExact(settings.restricted().toDays()))
                .param("labelled", Math.toIntExact(settings.labelled().toDays()));
    }
}
