package io.moderato.archive.applying;

import io.moderato.access.store.Actor;
import io.moderato.access.store.ByAdmin;
import io.moderato.archive.store.Direction;
import io.moderato.archive.store.RunKind;
import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The applications of re-moderations. One admin proposes, another one approves; each admin can withdraw, stop, resume and have it undone. A run
 * has one application at a time; the next one is about the changes that no earlier one has settled.
 */
@Repository
public class Applications {
    private final JdbcClient jdbc;
    private final AuditTrail audit;

    Applications(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** The applications of a run, the newest first. */
    @ByAdmin
    public List<Application> of(Actor admin, UUID run) {
        return jdbc.sql(Application.SELECT + " WHERE a.run_id = ? ORDER BY a.proposed_at DESC")
                .param(run)
                .query(Application::map)
                .list();
    }

    /** How many changes of the run no application has settled, in those directions; in all if there are none. */
    @ByAdmin
    public int left(Actor admin, UUID run, Collection<Direction> directions) {
        return jdbc.sql("""
                        SELECT count(*) FROM archive_change WHERE run_id = :run AND application_id IS NULL
                        AND (cardinality(:directions::text[]) = 0 OR standing_outcome || '>' || outcome = ANY (:directions::text[]))
                        """)
                .param("run", run)
                .param("directions", Columns.column(directions, Direction::key))
                .query(Integer.class)
                .single();
    }

    /**
     * Proposes to apply changes of a run, and returns the application.
     *
     * @throws ProblemException NOT_FOUND if there is no such run, WRONG_STATE if it is not a finished re-moderation, ALREADY_EXISTS if an
     *     application of the run is proposed or at work
     */
    @ByAdmin
    @Transactional
    public UUID propose(Actor admin, UUID run, ApplicationTerms terms) {
        CommunityId community = finished(run);
        UUID id = UUID.randomUUID();
        try {
            jdbc.sql("""
                            INSERT INTO archive_application (id, run_id, at_most, per_minute, directions, note, proposed_by)
                            VALUES (?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            id,
                            run,
                            terms.atMost(),
                            terms.perMinute(),
                            Columns.column(terms.directions(), Direction::key),
                            terms.note(),
                            admin.id())
                    .update();
        } catch (DuplicateKeyException second) {
            throw new ProblemException(
                    ProblemKey.ALREADY_EXISTS,
                    "There is an application of this run already. Wait until it is done, or withdraw it.",
                    null,
                    second);
        }
        audit.record(
                admin.username(),
                "archive.propose",
                run.toString(),
                community,
                Map.of(
                        "application",
                        id.toString(),
                        "atMost",
                        Integer.toString(terms.atMost()),
                        "perMinute",
                        Integer.toString(terms.perMinute())));
        return id;
    }

    private CommunityId finished(UUID run) {
        record Run(CommunityId community, boolean applicable) {}
        Run found = jdbc.sql(
                        "SELECT community_id, state = 'FINISHED' AND kind = ? AS applicable FROM archive_run WHERE id = ?")
                .params(RunKind.RE_MODERATION.name(), run)
                .query((row, index) ->
                        new Run(new CommunityId(row.getString("community_id")), row.getBoolean("applicable")))
                .optional()
                .orElseThrow(() -> ProblemException.notFound("run"));
        if (!found.applicable()) {
            throw new ProblemException(ProblemKey.WRONG_STATE, "Only a finished re-moderation can be applied.");
        }
        return found.community();
    }

    /**
     * Approves what another admin proposed. From now on it is applied.
     *
     * @throws ProblemException NOT_ALLOWED for the admin who proposed it, WRONG_STATE if it is not proposed any more
     */
    @ByAdmin
    @Transactional
    public void approve(Actor admin, UUID application) {
        Application proposed = locked(application);
        if (proposed.proposedBy().equals(admin.id())) {
            throw new ProblemException(
                    ProblemKey.NOT_ALLOWED,
                    "You proposed this, so another admin has to approve it. Nothing was changed.");
        }
        require(proposed.state() == ApplicationState.PROPOSED);
        jdbc.sql("""
                        UPDATE archive_application SET state = 'APPLYING', approved_by = ?, approved_at = now(), next_at = now() WHERE id = ?
                        """).params(admin.id(), application).update();
        record(admin.username(), "archive.approve", proposed);
    }

    /**
     * Withdraws what was proposed; the other admin refuses it by this.
     *
     * @throws ProblemException WRONG_STATE if it is not proposed any more
     */
    @ByAdmin
    @Transactional
    public void withdraw(Actor admin, UUID application) {
        Application proposed = locked(application);
        require(proposed.state() == ApplicationState.PROPOSED);
        jdbc.sql("UPDATE archive_application SET state = 'WITHDRAWN', ended_at = now() WHERE id = ?")
                .param(application)
                .update();
        record(admin.username(), "archive.withdraw", proposed);
    }

    /**
     * Stops it before its next step; a step that has begun is waited for.
     *
     * @throws ProblemException WRONG_STATE if it is not at work
     */
    @ByAdmin
    @Transactional
    public void stop(Actor admin, UUID application) {
        Application running = locked(application);
        require(running.state().isAtWork() && !running.stopped());
        jdbc.sql("UPDATE archive_application SET stopped = true, stopped_because = NULL WHERE id = ?")
                .param(application)
                .update();
        record(admin.username(), "archive.stop", running);
    }

    /**
     * Lets it go on.
     *
     * @throws ProblemException WRONG_STATE if it is not stopped
     */
    @ByAdmin
    @Transactional
    public void resume(Actor admin, UUID application) {
        Application stopped = locked(application);
        require(stopped.stopped());
        jdbc.sql("UPDATE archive_application SET stopped = false, stopped_because = NULL WHERE id = ?")
                .param(application)
                .update();
        record(admin.username(), "archive.resume", stopped);
    }

    /**
     * Has everything taken back that it applied and that still stands. It may be stopped or at work.
     *
     * @throws ProblemException WRONG_STATE if it was not approved, or is undone already; ALREADY_EXISTS if another application of the run is
     *     proposed or at work
     */
    @ByAdmin
    @Transactional
    public void undo(Actor admin, UUID application) {
        Application applied = locked(application);
        require(applied.state() == ApplicationState.APPLYING || applied.state() == ApplicationState.APPLIED);
        try {
            jdbc.sql("""
                            UPDATE archive_application SET state = 'UNDOING', stopped = false, stopped_because = NULL, ended_at = NULL
                            WHERE id = ?
                            """).param(application).update();
        } catch (DuplicateKeyException another) {
            throw new ProblemException(
                    ProblemKey.ALREADY_EXISTS,
                    "Another application of this run is at work. Wait until it is done, or withdraw it.",
                    null,
                    another);
        }
        record(admin.username(), "archive.undo", applied);
    }

    private Application locked(UUID application) {
        return jdbc.sql(Application.SELECT + " WHERE a.id = ? FOR UPDATE OF a")
                .param(application)
                .query(Application::map)
                .optional()
                .orElseThrow(() -> ProblemException.notFound("application"));
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw new ProblemException(
                    ProblemKey.WRONG_STATE,
                    "Somebody else was faster, or it is already done. Nothing was changed; the page shows how it is now.");
        }
    }

    /** Writes an act about an application to the audit trail, in the caller's transaction. */
    void record(String actor, String action, Application about) {
        Map<String, String> detail = new HashMap<>();
        detail.put("application", about.id().toString());
        detail.put("applied", Integer.toString(about.counts().applied()));
        detail.put("skipped", Integer.toString(about.counts().allSkipped()));
        if (about.counts().undone() + about.counts().allKept() > 0) {
            detail.put("undone", Integer.toString(about.counts().undone()));
            detail.put("kept", Integer.toString(about.counts().allKept()));
        }
        CommunityId community = new CommunityId(jdbc.sql("SELECT community_id FROM archive_run WHERE id = ?")
                .param(about.run())
                .query(String.class)
                .single());
        audit.record(actor, action, about.run().toString(), community, detail);
    }
}
