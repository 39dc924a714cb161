package io.moderato.review.opening;

import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;
import io.moderato.decision.Reason;
import io.moderato.event.Event;
import io.moderato.event.EventType;
import io.moderato.event.store.Events;
import java.time.Duration;
import java.util.Collection;
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
    private final WaitingReports reports;
    private final Events events;

    CaseOpening(JdbcClient jdbc, WaitingReports reports, Events events) {
        this.jdbc = jdbc;
        this.reports = reports;
        this.events = events;
    }

    /** Opens a case for each decision. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void openForReview(List<Decision> decisions) {
        for (Decision decision : decisions) {
            open(decision, Cause.AUTOMATIC, categoryOf(decision), null);
        }
    }

    /**
     * Makes the open cases of edited contents be about the newest text. Nothing closes: the author's edit answers neither a doubt nor a
     * report. A case with an appeal stays with the text that was decided.
     *
     * @param revisions what was just decided by the pipeline
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void follow(Collection<Content> revisions) {
        List<Content> edits =
                revisions.stream().filter(each -> each.revision() > 1).toList();
        if (edits.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        UPDATE review_case c SET revision = d.revision
                        FROM (SELECT id, max(revision) AS revision FROM unnest(?::uuid[], ?::int[]) AS t (id, revision) GROUP BY id) AS d
                        WHERE c.content_id = d.id AND c.revision < d.revision AND c.state <> 'RESOLVED' AND NOT 'APPEAL' = ANY (c.causes)
                        """)
                .params(Columns.column(edits, Content::id), Columns.column(edits, Content::revision))
                .update();
    }

    /**
     * Opens a case for what was reported, whichever revision the reports are about, and has waited for this decision.
     *
     * @param decisions new decisions
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void openForEarlierReports(List<Decision> decisions) {
        Map<ContentId, Decision> newest = new HashMap<>();
        decisions.forEach(decision -> newest.merge(
                decision.content(), decision, (one, other) -> one.revision() > other.revision() ? one : other));
        reports.about(newest.keySet())
                .forEach(waiting ->
                        openForReport(Objects.requireNonNull(newest.get(waiting.content())), waiting.category()));
    }

    /** Opens a case for the newest text of a content if a doubt or reports wait that an appeal about an earlier text held up. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void openAgain(Decision newest) {
        if (newest.result().outcome() == Outcome.REVIEW) {
            openForReview(List.of(newest));
        }
        openForEarlierReports(List.of(newest));
    }

    /** Opens a case because of a report, or adds the report to the open one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void openForReport(Decision standing, @Nullable Category category) {
        open(standing, Cause.REPORT, category == null ? categoryOf(standing) : category, null);
    }

    /**
     * Opens a case because of an appeal, or adds the appeal to the open one, which is then about the text that was decided.
     *
     * @param firstDecider the moderator who made the decision, who must not judge it again; null for an automatic one
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void openForAppeal(Decision appealed, @Nullable UUID firstDecider) {
        open(appealed, Cause.APPEAL, categoryOf(appealed), firstDecider);
    }

    /** A case that is about an appeal keeps its text and whom it bars: a second appeal waits until the first is answered. */
    private void open(Decision decision, Cause cause, @Nullable Category category, @Nullable UUID barred) {
        Priority priority = Priority.of(decision, category, reports.people(decision.content()), cause == Cause.APPEAL);
        Opened opened = jdbc.sql(
                        """
                        INSERT INTO review_case AS open (id, community_id, content_id, revision, category, causes, priority, priority_parts,
                                                         rank_at, due_at, barred)
                        VALUES (?, ?, ?, CASE WHEN ? THEN ? ELSE (SELECT max(revision) FROM content
                                                                  WHERE id = ? AND standing_decision IS NOT NULL) END,
                                ?, ARRAY[?], ?, ?::jsonb, now() - ? * interval '1 hour', now() + ? * interval '1 hour', ?)
                        ON CONFLICT (content_id) WHERE state <> 'RESOLVED' DO UPDATE SET
                            revision = CASE WHEN 'APPEAL' = ANY (open.causes) THEN open.revision ELSE excluded.revision END,
                            state = CASE WHEN %1$s THEN 'OPEN' ELSE open.state END,
                            claimed_by = CASE WHEN %1$s THEN NULL ELSE open.claimed_by END,
                            lease_until = CASE WHEN %1$s THEN NULL ELSE open.lease_until END,
                            category = coalesce(open.category, excluded.category),
                            causes = CASE WHEN excluded.causes <@ open.causes THEN open.causes ELSE open.causes || excluded.causes END,
                            priority = greatest(open.priority, excluded.priority),
                            priority_parts = CASE WHEN excluded.priority > open.priority THEN excluded.priority_parts ELSE open.priority_parts END,
                            rank_at = open.opened_at - greatest(open.priority, excluded.priority) * interval '1 hour',
                            barred = CASE WHEN 'APPEAL' = ANY (open.causes) THEN open.barred ELSE excluded.barred END
                        RETURNING id, xmax = 0 AS is_new
                        """.formatted("open.claimed_by = excluded.barred AND NOT 'APPEAL' = ANY (open.causes)"))
                .params(Columns.values(
                        UUID.randomUUID(),
                        decision.community().value(),
                        decision.content().value(),
                        cause == Cause.APPEAL,
                        decision.revision(),
                        decision.content().value(),
                        category == null ? null : category.key(),
                        cause.name(),
                        priority.points(),
                        Columns.json(priority.parts()),
                        priority.points(),
                        DUE_AFTER.toHours(),
                        barred))
                .query((row, index) -> new Opened(row.getString("id"), row.getBoolean("is_new")))
                .single();
        if (opened.isNew()) {
            events.raise(new Event(
                    EventType.CASE_OPENED,
                    decision.community(),
                    decision.content(),
                    opened.id(),
                    Map.of("cause", cause.name())));
        }
    }

    /** A row that an INSERT made, and did not update, has no transaction that ended it. */
    private record Opened(String id, boolean isNew) {}

    private static @Nullable Category categoryOf(Decision decision) {
        return decision.result().reasons().stream()
                .map(Reason::category)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
