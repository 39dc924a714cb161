package io.moderato.archive.store;

import io.moderato.access.store.Actor;
import io.moderato.access.store.ByAdmin;
import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What jobs over the archive said of themselves, for admins to read. */
@Repository
public class RunReports {
    private static final RowMapper<ArchiveRun> RUN = (row, index) -> new ArchiveRun(
            Columns.uuid(row, "id"),
            new CommunityId(row.getString("community_id")),
            RunKind.valueOf(row.getString("kind")),
            row.getString("begun_by"),
            row.getString("output"),
            row.getString("job"),
            row.getString("report"),
            row.getInt("changes"),
            Columns.instant(row, "began_at"),
            Columns.instant(row, "heard_at"),
            Columns.instantOrNull(row, "ended_at"));

    private final JdbcClient jdbc;

    RunReports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Some of all runs, the newest first. */
    @ByAdmin
    public List<ArchiveRun> page(Actor admin, int offset, int limit) {
        return jdbc.sql("""
                        SELECT r.*, (SELECT count(*) FROM archive_change c WHERE c.run_id = r.id) AS changes
                        FROM (SELECT * FROM archive_run ORDER BY began_at DESC, id OFFSET ? LIMIT ?) AS r ORDER BY began_at DESC, id
                        """).params(offset, limit).query(RUN).list();
    }

    /** That run, if there is one. */
    @ByAdmin
    public Optional<ArchiveRun> find(Actor admin, UUID run) {
        return jdbc.sql("""
                        SELECT r.*, (SELECT count(*) FROM archive_change c WHERE c.run_id = r.id) AS changes FROM archive_run r WHERE id = ?
                        """).param(run).query(RUN).optional();
    }
}
