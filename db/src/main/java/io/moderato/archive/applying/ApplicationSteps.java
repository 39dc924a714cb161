package io.moderato.archive.applying;

import io.moderato.archive.applying.HeldContents.Held;
import io.moderato.archive.store.Direction;
import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The steps of applications, each a transaction of its own about at most {@value #AT_ONCE} contents: the decisions, what they cause, the notes
 * about the changes and the time of the next step are written together or not at all. So a process that is killed loses nothing, and nothing
 * is done twice.
 */
@Repository
class ApplicationSteps {
    private static final int AT_ONCE = 50;

    /** A step does what may be done in two seconds. */
    private static final int STEPS_PER_MINUTE = 30;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** The key of the advisory lock: "appl" in ASCII. */
    private static final int ONE_AT_A_TIME = 0x6170706c;

    private static final String COLUMNS =
            " run_id, content_id, revision, standing, decision_id, result::text AS result ";

    private static final RowMapper<TakenChange> CHANGE = TakenChange::map;

    private final JdbcClient jdbc;
    private final HeldContents contents;
    private final Redeciding redeciding;
    private final Applications applications;

    ApplicationSteps(JdbcClient jdbc, HeldContents contents, Redeciding redeciding, Applications applications) {
        this.jdbc = jdbc;
        this.contents = contents;
        this.redeciding = redeciding;
        this.applications = applications;
    }

    /** The application that has waited longest for its next step, if one is due at that time. */
    Optional<UUID> due(Instant now) {
        return jdbc.sql("""
                        SELECT id FROM archive_application WHERE state IN ('APPLYING', 'UNDOING') AND NOT stopped AND next_at <= ?
                        ORDER BY next_at LIMIT 1
                        """).param(Columns.timestamp(now)).query(UUID.class).optional();
    }

    /**
     * Does the next step of the application, and returns what came of it; no value if another process is at work, or the step is not due any
     * more. After each step the application waits for as long as so many contents may take.
     */
    @Transactional
    Optional<Counts> step(UUID id, Instant now) {
        if (!isMine()) {
            return Optional.empty();
        }
        Optional<Application> due = jdbc.sql(
                        Application.SELECT
                                + " WHERE a.id = ? AND a.state IN ('APPLYING', 'UNDOING') AND NOT a.stopped AND a.next_at <= ? FOR UPDATE OF a")
                .params(id, Columns.timestamp(now))
                .query(Application::map)
                .optional();
        return due.map(application -> step(application, now));
    }

    private Counts step(Application application, Instant now) {
        int perMinute = application.terms().perMinute();
        int most = Math.clamp(perMinute / STEPS_PER_MINUTE, 1, AT_ONCE);
        List<TakenChange> taken = application.state() == ApplicationState.UNDOING
                ? applied(application, most)
                : left(
                        application,
                        Math.min(
                                most,
                                application.terms().atMost()
                                        - application.counts().applied()));
        if (taken.isEmpty()) {
            return end(application);
        }
        Map<ContentId, Held> held =
                contents.hold(taken.stream().map(TakenChange::content).toList());
        // what somebody else holds just now waits for a later step
        List<TakenChange> mine = taken.stream()
                .filter(change -> held.containsKey(change.content()))
                .toList();
        Counts counts = settle(application, redeciding.about(application, mine, held));
        jdbc.sql("UPDATE archive_application SET next_at = ?, counts = ?::jsonb WHERE id = ?")
                .params(
                        Columns.timestamp(now.plus(
                                MINUTE.multipliedBy(Math.max(1, mine.size())).dividedBy(perMinute))),
                        Columns.json(application.counts().and(counts)),
                        application.id())
                .update();
        return counts;
    }

    /** Changes that no application has settled. */
    private List<TakenChange> left(Application application, int most) {
        Collection<Direction> directions = application.terms().directions();
        return jdbc.sql("SELECT" + COLUMNS + """
                        FROM archive_change WHERE run_id = :run AND application_id IS NULL
                        AND (cardinality(:directions::text[]) = 0 OR standing_outcome || '>' || outcome = ANY (:directions::text[]))
                        LIMIT :most
                        """)
                .param("run", application.run())
                .param("directions", Columns.column(directions, Direction::key))
                .param("most", most)
                .query(CHANGE)
                .list();
    }

    /** Changes that the application has applied. */
    private List<TakenChange> applied(Application application, int most) {
        return jdbc.sql("SELECT" + COLUMNS
                        + "FROM archive_change WHERE application_id = ? AND state = 'APPLIED' LIMIT ?")
                .params(application.id(), most)
                .query(CHANGE)
                .list();
    }

    private Counts settle(Application application, Map<TakenChange, Settled> settled) {
        Map<TakenChange, Settled> all = new LinkedHashMap<>(settled);
        jdbc.sql("""
                        UPDATE archive_change c
                        SET application_id = ?, state = s.state, left_because = s.left_because,
                            decision_id = coalesce(s.decision_id, c.decision_id)
                        FROM unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[]) AS s (content_id, state, left_because, decision_id)
                        WHERE c.run_id = ? AND c.content_id = s.content_id
                        """)
                .params(
                        application.id(),
                        Columns.column(all.keySet(), TakenChange::content),
                        Columns.column(all.values(), Settled::state),
                        Columns.column(all.values(), Settled::because),
                        Columns.column(all.values(), Settled::decision),
                        application.run())
                .update();
        return all.values().stream().map(Settled::counted).reduce(Counts.NONE, Counts::and);
    }

    private Counts end(Application application) {
        boolean undone = application.state() == ApplicationState.UNDOING;
        jdbc.sql("UPDATE archive_application SET state = ?, ended_at = now() WHERE id = ?")
                .params((undone ? ApplicationState.UNDONE : ApplicationState.APPLIED).name(), application.id())
                .update();
        applications.record("system", undone ? "archive.undone" : "archive.finish", application);
        return Counts.NONE;
    }

    /** Stops the application because its step fails, until an admin resumes it. */
    @Transactional
    void fail(UUID id, String because) {
        jdbc.sql(Application.SELECT
                        + " WHERE a.id = ? AND a.state IN ('APPLYING', 'UNDOING') AND NOT a.stopped FOR UPDATE OF a")
                .param(id)
                .query(Application::map)
                .optional()
                .ifPresent(application -> {
                    jdbc.sql("UPDATE archive_application SET stopped = true, stopped_because = ? WHERE id = ?")
                            .params(because, id)
                            .update();
                    applications.record("system", "archive.stop", application);
                });
    }

    private boolean isMine() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(?)")
                .param(ONE_AT_A_TIME)
                .query(Boolean.class)
                .single();
    }
}
