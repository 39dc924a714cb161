package io.moderato.archive.reading;

import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the contents of a range add to a transparency report: each deed is counted where its content lies, and when it was done. Times are
 * counted in steps of 4 %, so that they can be added up and a median be told within 2 %.
 */
public final class TransparencyCounts {
    /** So many steps make a time e times as long. */
    public static final double STEPS = 25;

    private final JdbcClient jdbc;
    private final CommunityId community;
    private final @Nullable Instant since;
    private final @Nullable Instant until;

    TransparencyCounts(JdbcClient jdbc, CommunityId community, @Nullable Instant since, @Nullable Instant until) {
        this.jdbc = jdbc;
        this.community = community;
        this.since = since;
        this.until = until;
    }

    /** Takes a count, by the names that lead to it. */
    @FunctionalInterface
    public interface Counter {
        /** So many more. */
        void add(long times, String... names);
    }

    /** Counts a range. */
    public void count(KeyRange range, Counter counter) {
        contents(range, counter);
        // each kind has an index of its own
        decisions("e.supersedes IS NULL", range, counter);
        decisions("e.supersedes IS NOT NULL", range, counter);
        notices(range, counter);
        appeals(range, counter);
        labels(range, counter);
    }

    /** The revisions of the community in a range, whenever they came. */
    public long revisions(KeyRange range) {
        List<Object> parameters = new ArrayList<>(List.of(community.value()));
        parameters.addAll(KeyedTable.bounds(range.after(), range.until()));
        return jdbc.sql("SELECT count(*) FROM content e WHERE e.community_id = ? AND " + within("e.id", range))
                .params(parameters)
                .query(Long.class)
                .single();
    }

    private void contents(KeyRange range, Counter counter) {
        query(
                "SELECT e.type, count(*) FILTER (WHERE e.revision = 1), count(*) FILTER (WHERE e.revision > 1) FROM content e WHERE %s GROUP BY 1",
                "e.id", "e.submitted_at", range, row -> {
                    counter.add(row.getLong(2), "contents", "new", row.getString(1));
                    counter.add(row.getLong(3), "contents", "edits", row.getString(1));
                });
    }

    private void decisions(String which, KeyRange range, Counter counter) {
        query(
                """
                        SELECT e.automatic, e.outcome,
                               coalesce((SELECT r ->> 'category' FROM jsonb_array_elements(e.reasons) AS r WHERE r ->> 'category' IS NOT NULL LIMIT 1), 'none'),
                               EXISTS (SELECT FROM report r WHERE r.content_id = e.content_id AND r.reported_at <= e.decided_at),
                               CASE WHEN e.automatic AND e.supersedes IS NULL THEN %s END,
                               count(*)
                        FROM decision e LEFT JOIN content c ON c.id = e.content_id AND c.revision = e.revision
                        WHERE %s AND %%s GROUP BY 1, 2, 3, 4, 5
                        """.formatted(step("e.decided_at - c.submitted_at"), which),
                "e.content_id",
                "e.decided_at",
                range,
                row -> {
                    String by = row.getBoolean(1) ? "automatic" : "human";
                    String outcome = row.getString(2);
                    String category = row.getString(3);
                    long times = row.getLong(6);
                    counter.add(times, "decisions", by, outcome);
                    if (outcome.equals("REJECT") || outcome.equals("MODIFY")) {
                        counter.add(times, "restrictions", by, category);
                        counter.add(times, "restrictionsBySource", row.getBoolean(4) ? "notice" : "ownInitiative", by);
                    }
                    String step = row.getString(5);
                    if (step != null) {
                        counter.add(times, "secondsToDecision", step);
                    }
                });
    }

    private void notices(KeyRange range, Counter counter) {
        query("""
                        SELECT coalesce(e.category, 'none'), d.outcome, %s, count(*)
                        FROM report e LEFT JOIN decision d ON d.id = e.answered_by WHERE %%s GROUP BY 1, 2, 3
                        """.formatted(step("d.decided_at - e.reported_at")), "e.content_id", "e.reported_at", range, row -> {
            long times = row.getLong(4);
            counter.add(times, "notices", "byCategory", row.getString(1));
            String outcome = row.getString(2);
            counter.add(times, "notices", "byOutcome", outcome == null ? "waiting" : outcome);
            if (outcome != null) {
                counter.add(times, "secondsToNoticeAnswer", row.getString(3));
            }
        });
    }

    private void appeals(KeyRange range, Counter counter) {
        query("""
                        SELECT e.state, coalesce(d.automatic, true), %s, count(*)
                        FROM appeal e LEFT JOIN decision d ON d.id = e.decision_id WHERE %%s GROUP BY 1, 2, 3
                        """.formatted(step("e.decided_at - e.received_at")), "e.content_id", "e.received_at", range, row -> {
            long times = row.getLong(4);
            counter.add(times, "appeals", row.getBoolean(2) ? "againstAutomatic" : "againstHuman", row.getString(1));
            String step = row.getString(3);
            if (step != null) {
                counter.add(times, "secondsToAppealAnswer", step);
            }
        });
    }

    /** The newest label of each automatic decision, as in the error rates of the console. */
    private void labels(KeyRange range, Counter counter) {
        query(
                """
                        SELECT predicted, actual, count(*) FROM (
                            SELECT DISTINCT ON (e.decision_id) e.predicted, e.actual FROM feedback e
                            WHERE e.superseded_at IS NULL AND %s ORDER BY e.decision_id, e.given_at DESC) AS newest
                        GROUP BY 1, 2
                        """,
                "e.content_id",
                "e.given_at",
                range,
                row -> counter.add(row.getLong(3), "labels", row.getString(1), row.getString(2)));
    }

    /** The people who decided in the period; they cannot be added up over ranges. */
    public long deciders() {
        List<Object> parameters = new ArrayList<>(List.of(community.value()));
        return jdbc.sql(
                        "SELECT count(DISTINCT e.decided_by_id) FROM decision e WHERE e.community_id = ? AND NOT e.automatic AND "
                                + period("e.decided_at", parameters))
                .params(parameters)
                .query(Long.class)
                .single();
    }

    private void query(String sql, String key, String time, KeyRange range, RowCallbackHandler row) {
        List<Object> parameters = new ArrayList<>(List.of(community.value()));
        parameters.addAll(KeyedTable.bounds(range.after(), range.until()));
        String where = "e.community_id = ? AND " + within(key, range) + " AND " + period(time, parameters);
        jdbc.sql(sql.formatted(where)).params(parameters).query(row);
    }

    private static String within(String key, KeyRange range) {
        return new KeyedTable("", key, "uuid").within(range.after() != null, true);
    }

    private String period(String time, List<Object> parameters) {
        StringBuilder period = new StringBuilder("true");
        if (since != null) {
            period.append(" AND ").append(time).append(" >= ?");
            parameters.add(Columns.timestamp(since));
        }
        if (until != null) {
            period.append(" AND ").append(time).append(" < ?");
            parameters.add(Columns.timestamp(until));
        }
        return period.toString();
    }

    /** Null stays null, though greatest() would leave it out. */
    private static String step(String interval) {
        return "CASE WHEN %s IS NOT NULL THEN floor(ln(greatest(1, extract(epoch FROM %s))) * %s)::int::text END"
                .formatted(interval, interval, (int) STEPS);
    }
}
