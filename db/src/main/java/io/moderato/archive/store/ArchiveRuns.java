package io.moderato.archive.store;

import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What jobs over the archive say of themselves. A job may say everything again: after a kill it goes on under the same id. */
@Repository
public class ArchiveRuns {
    private final JdbcClient jdbc;

    /** The runs of that database. */
    public ArchiveRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Notes that a run begins, or goes on.
     *
     * @param by     who gave the command, as the machine knows them
     * @param output the folder of its results
     * @param job    what was asked, as JSON
     */
    public void begin(UUID run, CommunityId community, RunKind kind, String by, String output, String job) {
        jdbc.sql("""
                        INSERT INTO archive_run (id, community_id, kind, begun_by, output, job) VALUES (?, ?, ?, ?, ?, ?::jsonb)
                        ON CONFLICT (id) DO UPDATE SET heard_at = now()
                        """)
                .params(run, community.value(), kind.name(), by, output, job)
                .update();
    }

    /** Notes that a run is still at work. */
    public void goesOn(UUID run) {
        jdbc.sql("UPDATE archive_run SET heard_at = now() WHERE id = ?")
                .param(run)
                .update();
    }

    /** Keeps changes that the run found; those that are kept already become what is said now, unless
     * they were applied. Of an erased content nothing is kept. */
    public void propose(UUID run, List<ProposedChange> changes) {
        jdbc.sql("""
                        INSERT INTO archive_change (run_id, content_id, revision, standing, standing_outcome, outcome, result)
                        SELECT ?, t.*
                        FROM unnest(?::uuid[], ?::int[], ?::uuid[], ?::text[], ?::text[], ?::jsonb[])
                            AS t (content_id, revision, standing, standing_outcome, outcome, result)
                        JOIN content c ON c.id = t.content_id AND c.revision = t.revision AND c.status <> 'ERASED'
                        -- an erasure that comes now waits, and then finds what is written here
                        ORDER BY c.id FOR KEY SHARE OF c
                        ON CONFLICT (run_id, content_id) DO UPDATE SET revision = excluded.revision, standing = excluded.standing,
                            standing_outcome = excluded.standing_outcome, outcome = excluded.outcome, result = excluded.result
                        WHERE archive_change.application_id IS NULL
                        """)
                .params(
                        run,
                        Columns.column(changes, ProposedChange::content),
                        Columns.column(changes, ProposedChange::revision),
                        Columns.column(changes, ProposedChange::standing),
                        Columns.column(
                                changes, change -> change.standingOutcome().name()),
                        Columns.column(
                                changes, change -> change.result().outcome().name()),
                        Columns.column(changes, change -> Columns.json(change.result())))
                .update();
    }

    /** Notes that a run is done, with its report as JSON. */
    public void finish(UUID run, String report) {
        jdbc.sql(
                        "UPDATE archive_run SET state = 'FINISHED', report = ?::jsonb, heard_at = now(), ended_at = now() WHERE id = ? AND state = 'RUNNING'")
                .params(report, run)
                .update();
    }
}
