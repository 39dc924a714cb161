package io.moderato.workload.store;

import io.moderato.decision.Outcome;
import io.moderato.event.EventType;
import io.moderato.event.store.EventRange;
import io.moderato.event.store.Events;
import io.moderato.review.opening.Cause;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads from the log of events what was done. Each event is handed to one process only. */
@Repository
public class DoneWork {
    static final String LISTENER = "figures";

    private final JdbcClient jdbc;
    private final Events events;

    DoneWork(JdbcClient jdbc, Events events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** Passes on what was done since the last call of any process, in order, and returns how many events that were read. */
    public int read(int limit, Consumer<List<WorkDone>> reader) {
        return events.handRange(LISTENER, limit, range -> reader.accept(in(range)));
    }

    private List<WorkDone> in(EventRange range) {
        return jdbc
                .sql("""
                        SELECT e.type, q.name AS queue, c.causes[1] AS cause, d.outcome,
                               extract(epoch FROM d.decided_at - t.submitted_at) AS latency,
                               extract(epoch FROM d.decided_at - c.opened_at) AS since_created,
                               extract(epoch FROM d.decided_at - c.claimed_at) AS since_claimed
                        FROM (SELECT *, CASE WHEN type = ANY (:ofCases) AND subject ~ :anId THEN subject::uuid END AS case_id,
                                        CASE WHEN type = :decided AND detail ->> 'by' = 'machine' AND subject ~ :anId
                                             THEN subject::uuid END AS decision_id
                              FROM event WHERE (tx, seq) > (:afterTx::text::xid8, :afterSeq) AND (tx, seq) <= (:lastTx::text::xid8, :lastSeq)
                              AND (type = ANY (:ofCases) OR type = :decided)) AS e
                        LEFT JOIN review_case c ON c.id = e.case_id
                        LEFT JOIN review_queue q ON q.id = c.queue_id
                        LEFT JOIN decision d ON d.id = coalesce(e.decision_id, CASE WHEN e.type = :resolved THEN c.resolution END)
                        -- how long a content waited is told by the first decision about it, and by none that a re-moderation made later
                        LEFT JOIN content t ON t.id = d.content_id AND t.revision = d.revision AND e.decision_id IS NOT NULL
                                               AND d.supersedes IS NULL
                        ORDER BY e.tx, e.seq
                        """)
                .param("ofCases", new String[] {
                    EventType.CASE_OPENED.key(),
                    EventType.CASE_CLAIMED.key(),
                    EventType.CASE_SKIPPED.key(),
                    EventType.CASE_RESOLVED.key(),
                    EventType.CASE_CLOSED.key()
                })
                // one event with another subject must not keep all later ones from being counted
                .param("anId", "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
                .param("decided", EventType.CONTENT_DECIDED.key())
                .param("resolved", EventType.CASE_RESOLVED.key())
                .param("afterTx", Long.toString(range.after().transaction()))
                .param("afterSeq", range.after().sequence())
                .param("lastTx", Long.toString(range.last().transaction()))
                .param("lastSeq", range.last().sequence())
                .query((row, index) -> done(row))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** What the row tells; no value if what it is about is gone. */
    private static Optional<WorkDone> done(ResultSet row) throws SQLException {
        EventType type = EventType.ofKey(row.getString("type"));
        if (type == EventType.CONTENT_DECIDED) {
            Duration latency = seconds(row, "latency");
            return latency == null
                    ? Optional.empty()
                    : Optional.of(new WorkDone.Moderated(Outcome.valueOf(row.getString("outcome")), latency));
        }
        if (row.getString("queue") == null) {
            return Optional.empty();
        }
        CaseKind kind = new CaseKind(row.getString("queue"), Cause.valueOf(row.getString("cause")));
        return switch (type) {
            case CASE_OPENED -> Optional.of(new WorkDone.Enqueued(kind));
            case CASE_CLAIMED -> Optional.of(new WorkDone.Claimed(kind));
            case CASE_SKIPPED -> Optional.of(new WorkDone.Skipped(kind));
            case CASE_CLOSED -> Optional.of(new WorkDone.Closed(kind));
            case CASE_RESOLVED -> {
                Duration sinceCreated = seconds(row, "since_created");
                yield sinceCreated == null
                        ? Optional.empty()
                        : Optional.of(new WorkDone.Decided(
                                kind,
                                Outcome.valueOf(row.getString("outcome")),
                                sinceCreated,
                                seconds(row, "since_claimed")));
            }
            default -> Optional.empty();
        };
    }

    private static @Nullable Duration seconds(ResultSet row, String column) throws SQLException {
        double seconds = row.getDouble(column);
        return row.wasNull() ? null : Duration.ofNanos(Math.round(Math.max(0, seconds) * 1e9));
    }
}
