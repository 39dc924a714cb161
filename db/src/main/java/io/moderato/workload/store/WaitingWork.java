package io.moderato.workload.store;

import io.moderato.event.store.Events;
import io.moderato.review.opening.Cause;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Counts what waits. Each number is read from an index over what waits, so this costs no more when much is stored. */
@Repository
public class WaitingWork {
    /** Where counting ends: somebody who has more to do than this need not know how much more. */
    static final int MOST = 100_000;

    private final JdbcClient jdbc;

    WaitingWork(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What waits now. */
    @Transactional(readOnly = true)
    public Waiting count() {
        List<Waiting.Cases> cases = cases();
        return jdbc.sql("""
                        SELECT c.waiting AS contents, c.oldest AS oldest_content, d.waiting AS dead_letters,
                               a.waiting AS appeals, a.oldest AS oldest_appeal, e.waiting AS events, e.oldest AS oldest_event
                        FROM (SELECT count(*) AS waiting, coalesce(extract(epoch FROM now() - min(submitted_at)), 0) AS oldest
                              FROM (SELECT submitted_at FROM content WHERE status = 'QUEUED' ORDER BY resend_at LIMIT :most) AS first) AS c,
                             (SELECT count(*) AS waiting FROM (SELECT FROM dead_letter WHERE replayed_at IS NULL LIMIT :most) AS first) AS d,
                             (SELECT count(*) AS waiting, coalesce(extract(epoch FROM now() - min(received_at)), 0) AS oldest
                              FROM (SELECT received_at FROM appeal WHERE state = 'RECEIVED' LIMIT :most) AS first) AS a,
                             (SELECT count(*) AS waiting, coalesce(extract(epoch FROM now() - min(at)), 0) AS oldest
                              FROM (SELECT e.at FROM event e, event_listener l WHERE l.name = :toKafka AND (e.tx, e.seq) > (l.tx, l.seq)
                                    ORDER BY e.tx, e.seq LIMIT :most) AS first) AS e
                        """)
                .param("most", MOST)
                .param("toKafka", Events.TO_KAFKA)
                .query((row, index) -> new Waiting(
                        row.getLong("contents"),
                        seconds(row, "oldest_content"),
                        row.getLong("dead_letters"),
                        row.getLong("appeals"),
                        seconds(row, "oldest_appeal"),
                        row.getLong("events"),
                        seconds(row, "oldest_event"),
                        cases))
                .single();
    }

    private List<Waiting.Cases> cases() {
        return jdbc.sql("""
                        SELECT q.name, c.causes[1] AS cause, count(*) FILTER (WHERE c.free) AS ready, count(*) FILTER (WHERE NOT c.free) AS held,
                               count(*) FILTER (WHERE c.due_at < now()) AS overdue,
                               coalesce(extract(epoch FROM now() - min(c.opened_at) FILTER (WHERE c.free)), 0) AS oldest_ready
                        FROM (SELECT *, state = 'OPEN' OR (state = 'CLAIMED' AND lease_until < now()) AS free FROM review_case
                              WHERE state <> 'RESOLVED' LIMIT ?) c
                        JOIN review_queue q ON q.id = c.queue_id GROUP BY 1, 2
                        """)
                .param(MOST)
                .query((row, index) -> new Waiting.Cases(
                        new CaseKind(row.getString("name"), Cause.valueOf(row.getString("cause"))),
                        row.getLong("ready"),
                        row.getLong("held"),
                        row.getLong("overdue"),
                        seconds(row, "oldest_ready")))
                .list();
    }

    private static Duration seconds(ResultSet row, String column) throws SQLException {
        return Duration.ofSeconds(row.getLong(column));
    }
}
