package io.moderato.archive.applying;

import io.moderato.access.store.Actor;
import io.moderato.access.store.ByAdmin;
import io.moderato.archive.store.Direction;
import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.decision.Outcome;
import io.moderato.decision.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** What runs would decide otherwise, for admins to read. */
@Repository
public class FoundChanges {
    private static final int EXCERPT = 300;
    private static final TypeReference<List<Reason>> REASONS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    FoundChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many changes the run found in each direction, the most frequent first. */
    @ByAdmin
    public Map<Direction, Integer> directions(Actor admin, UUID run) {
        Map<Direction, Integer> counts = new LinkedHashMap<>();
        jdbc.sql("""
                        SELECT standing_outcome, outcome, count(*) AS changes FROM archive_change WHERE run_id = ?
                        GROUP BY standing_outcome, outcome ORDER BY changes DESC, standing_outcome, outcome
                        """).param(run).query(row -> {
            counts.put(direction(row), row.getInt("changes"));
        });
        return counts;
    }

    /**
     * Some of a run's changes, in the order of their contents' ids.
     *
     * @param direction only those in that direction; null for all
     */
    @ByAdmin
    public List<FoundChange> page(Actor admin, UUID run, @Nullable Direction direction, int offset, int limit) {
        return jdbc.sql("""
                        SELECT a.content_id, a.standing_outcome, a.outcome, a.state, a.left_because, d.reasons AS before,
                               a.result -> 'reasons' AS now, CASE WHEN c.status <> 'ERASED' THEN left(c.text, :excerpt) END AS excerpt,
                               EXISTS (SELECT FROM content n WHERE n.id = a.content_id AND n.revision > a.revision) AS edited
                        FROM (SELECT * FROM archive_change WHERE run_id = :run
                              AND (:direction::text IS NULL OR standing_outcome || '>' || outcome = :direction::text)
                              ORDER BY content_id OFFSET :offset LIMIT :limit) AS a
                        LEFT JOIN content c ON c.id = a.content_id AND c.revision = a.revision
                        LEFT JOIN decision d ON d.id = a.standing
                        ORDER BY a.content_id
                        """)
                .param("excerpt", EXCERPT)
                .param("run", run)
                .param("direction", direction == null ? null : direction.key())
                .param("offset", offset)
                .param("limit", limit)
                .query((row, index) -> new FoundChange(
                        new ContentId(Columns.uuid(row, "content_id")),
                        direction(row),
                        reasons(row.getString("before")),
                        reasons(row.getString("now")),
                        row.getString("excerpt"),
                        row.getBoolean("edited"),
                        row.getString("state") == null ? null : ChangeState.valueOf(row.getString("state")),
                        row.getString("left_because") == null
                                ? null
                                : LeftBecause.valueOf(row.getString("left_because"))))
                .list();
    }

    private static List<Reason> reasons(@Nullable String json) {
        return json == null ? List.of() : Columns.fromJson(json, REASONS);
    }

    private static Direction direction(ResultSet row) throws SQLException {
        return new Direction(
                Outcome.valueOf(row.getString("standing_outcome")), Outcome.valueOf(row.getString("outcome")));
    }
}
