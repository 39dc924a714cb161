package io.moderato.review;

import io.moderato.database.Columns;
import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How content comes into the queue: by the pipeline, by reports and by appeals, all in the transaction of what caused it. */
@Repository
public class CaseOpening {
    private static final Duration DUE_AFTER = Duration.ofHours(24);

    private final JdbcClient jdbc;

    CaseOpening(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Opens a case for each decision. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void openForReview(List<Decision> decisions) {
        for (Decision decision : decisions) {
            open(decision, Cause.AUTOMATIC, categoryOf(decision), 0, null);
        }
    }

    /**
     * Closes the open cases about earlier revisions: whoever had one was looking at a text that is gone. A case with an appeal stays,
     * because its author waits for the answer.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void closeOlder(List<Decision> decisions) {
        for (Decision decision : decisions) {
            if (decision.revision() > 1) {
                jdbc.sql("""
                                UPDATE review_case SET state = 'RESOLVED', resolved_at = now(), claimed_by = NULL, lease_until = NULL
                                WHERE content_id = ? AND revision < ? AND state <> 'RESOLVED' AND NOT 'APPEAL' = ANY (causes)
                                """)
                        .params(decision.content().value(), decision.revision())
                        .update();
            }
        }
    }

    /**
     * Opens a case for what was reported before it was decided.
     *
     * @param decisions new decisions
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void openForEarlierReports(List<Decision> decisions) {
        Map<String, Decision> byRevision = new HashMap<>();
        decisions.forEach(decision -> byRevision.put(decision.content() + "/" + decision.revision(), decision));
        jdbc.sql("""
                        SELECT r.content_id || '/' || r.revision AS revision, count(*) AS reports, min(r.category) AS category
                        FROM unnest(?::uuid[], ?::int[]) AS d (id, revision)
                        JOIN report r ON r.content_id = d.id AND r.revision = d.revision
                        GROUP BY r.content_id, r.revision
                        """)
                .params(Columns.column(decisions, Decision::content), Columns.column(decisions, Decision::revision))
                .query((row, index) ->
                        new Reported(row.getString("revision"), row.getInt("reports"), row.getString("category")))
                .list()
                .forEach(reported -> openForReport(
                        Objects.requireNonNull(byRevision.get(reported.revision())),
                        reported.category() == null ? null : Category.ofKey(reported.category()),
                        reported.reports()));
    }

    private record Reported(
            String revision, int reports, @Nullable String category) {}

    /** Opens a case because of a report, or adds the report to the open one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void openForReport(Decision standing, @Nullable Category category, int reports) {
        open(standing, Cause.REPORT, category == null ? categoryOf(standing) : category, reports, null);
    }

    /**
     * Opens a case because of an appeal, or adds the appeal to the open one.
     *
     * @param firstDecider the moderator who made the decision, who must not judge it again; null for an automatic one
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void openForAppeal(Decision appealed, @Nullable UUID firstDecider) {
        int reports = jdbc.sql("SELECT count(*) FROM report WHERE content_id = ? AND revision = ?")
                .params(appealed.content().value(), appealed.revision())
                .query(Integer.class)
                .single();
        open(appealed, Cause.APPEAL, categoryOf(appealed), reports, firstDecider);
    }

    private void open(Decision decision, Cause cause, @Nullable Category category, int reports, @Nullable UUID barred) {
        Priority priority = Priority.of(decision, category, reports, cause == Cause.APPEAL);
        jdbc.sql("""
                        INSERT INTO review_case AS open (id, community_id, content_id, revision, category, causes, priority, priority_parts,
                                                         rank_at, due_at, barred)
                        VALUES (?, ?, ?, ?, ?, ARRAY[?], ?, ?::jsonb, now() - ? * interval '1 hour', now() + ? * interval '1 hour', ?)
                        ON CONFLICT (content_id, revision) WHERE state <> 'RESOLVED' DO UPDATE SET
                            state = CASE WHEN open.claimed_by = excluded.barred THEN 'OPEN' ELSE open.state END,
                            claimed_by = CASE WHEN open.claimed_by = excluded.barred THEN NULL ELSE open.claimed_by END,
                            lease_until = CASE WHEN open.claimed_by = excluded.barred THEN NULL ELSE open.lease_until END,
                            category = coalesce(open.category, excluded.category),
                            causes = CASE WHEN excluded.causes <@ open.causes THEN open.causes ELSE open.causes || excluded.causes END,
                            priority = greatest(open.priority, excluded.priority),
                            priority_parts = CASE WHEN excluded.priority > open.priority THEN excluded.priority_parts ELSE open.priority_parts END,
                            rank_at = open.opened_at - greatest(open.priority, excluded.priority) * interval '1 hour',
                            barred = coalesce(excluded.barred, open.barred)
                        """)
                .params(Columns.values(
                        UUID.randomUUID(),
                        decision.community().value(),
                        decision.content().value(),
                        decision.revision(),
                        category == null ? null : category.key(),
                        cause.name(),
                        priority.points(),
                        Columns.json(priority.parts()),
                        priority.points(),
                        DUE_AFTER.toHours(),
                        barred))
                .update();
    }

    private static @Nullable Category categoryOf(Decision decision) {
        return decision.result().reasons().stream()
                .map(Reason::category)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
