package io.moderato.review.opening;

import io.moderato.community.CommunityId;
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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens cases: after an automatic decision, because of reports, and because of appeals. A case opens in the same transaction as the act
 * that causes it.
 */
@Repository
public class CaseOpening {
    private static final Duration DUE_AFTER = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final WaitingReports reports;
    private final CaseRouting routing;
    private final CasePriority priority;
    private final Events events;

    CaseOpening(JdbcClient jdbc, WaitingReports reports, CaseRouting routing, CasePriority priority, Events events) {
        this.jdbc = jdbc;
        this.reports = reports;
        this.routing = routing;
        this.priority = priority;
        this.events = events;
    }

    /** Opens a case for each decision. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void openForReview(List<Decision> decisions) {
        open(decisions.stream()
                .map(decision -> new Asked(decision, Cause.AUTOMATIC, categoryOf(decision), null))
                .toList());
    }

    /**
     * Moves the open cases of edited contents to the newest text. No case is closed, because an author's edit answers neither a doubt nor a
     * report. A case with an appeal stays with the text that was decided.
     *
     * @param revisions the revisions that the pipeline has just decided
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
     * Opens a case for each content with unanswered reports that has waited for its decision. The reports may be about any revision.
     *
     * @param decisions new decisions
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void openForEarlierReports(List<Decision> decisions) {
        Map<ContentId, Decision> newest = new HashMap<>();
        decisions.forEach(decision -> newest.merge(
                decision.content(), decision, (one, other) -> one.revision() > other.revision() ? one : other));
        open(reports.about(newest.keySet()).stream()
                .map(waiting -> reported(Objects.requireNonNull(newest.get(waiting.content())), waiting.category()))
                .toList());
    }

    /** Opens a case for the newest text of a content, if a doubt or reports about it had to wait for an appeal about an earlier text. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void openAgain(Decision newest) {
        if (newest.result().outcome() == Outcome.REVIEW) {
            openForReview(List.of(newest));
        }
        openForEarlierReports(List.of(newest));
    }

    /** Opens a case because of a report, or adds the report to the open case. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void openForReport(Decision standing, @Nullable Category category) {
        open(List.of(reported(standing, category)));
    }

    /**
     * Opens a case because of an appeal, or adds the appeal to the open case. The case is then about the text that was decided.
     *
     * @param firstDecider the moderator who made the decision and must not judge the appeal; null for an automatic decision
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void openForAppeal(Decision appealed, @Nullable UUID firstDecider) {
        open(List.of(new Asked(appealed, Cause.APPEAL, categoryOf(appealed), firstDecider)));
    }

    private static Asked reported(Decision standing, @Nullable Category category) {
        return new Asked(standing, Cause.REPORT, category == null ? categoryOf(standing) : category, null);
    }

    /** Opens cases. A statement can write each row only once, so several entries about one content go into several statements, in order. */
    private void open(List<Asked> asked) {
        if (asked.isEmpty()) {
            return;
        }
        Map<ContentId, Integer> people = reports.people(
                asked.stream().map(each -> each.decision().content()).collect(Collectors.toSet()));
        List<CaseFacts> left = asked.stream()
                .map(each -> new CaseFacts(
                        each.decision(),
                        each.cause(),
                        each.category(),
                        people.getOrDefault(each.decision().content(), 0),
                        each.barred()))
                .toList();
        while (!left.isEmpty()) {
            Map<ContentId, CaseFacts> once = new LinkedHashMap<>();
            List<CaseFacts> again = new ArrayList<>();
            for (CaseFacts facts : left) {
                if (once.putIfAbsent(facts.decision().content(), facts) != null) {
                    again.add(facts);
                }
            }
            insert(List.copyOf(once.values()));
            left = again;
        }
    }

    /** Writes cases. A case about an appeal keeps its text and its barred moderator; a second appeal waits until the first is answered. */
    private void insert(List<CaseFacts> cases) {
        List<UUID> queues = routing.route(cases);
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            placed.add(new Placed(cases.get(i), queues.get(i), priority.of(cases.get(i))));
        }
        List<Event> opened = jdbc
                .sql("""
                        INSERT INTO review_case AS open (id, community_id, content_id, revision, category, causes, priority, priority_parts,
                                                         queue_id, rank_at, due_at, barred)
                        SELECT gen_random_uuid(), o.community_id, o.content_id,
                               CASE WHEN o.cause = 'APPEAL' THEN o.revision
                                    ELSE (SELECT max(revision) FROM content WHERE id = o.content_id AND standing_decision IS NOT NULL) END,
                               o.category, ARRAY[o.cause], o.priority, o.parts, o.queue_id,
                               now() - o.priority * interval '1 hour', now() + ? * interval '1 hour', o.barred
                        FROM unnest(?::text[], ?::uuid[], ?::int[], ?::text[], ?::text[], ?::int[], ?::jsonb[], ?::uuid[], ?::uuid[])
                             AS o (community_id, content_id, revision, category, cause, priority, parts, queue_id, barred)
                        -- in one order everywhere, so that two batches never wait for one another
                        ORDER BY o.content_id
                        ON CONFLICT (content_id) WHERE state <> 'RESOLVED' DO UPDATE SET
                            revision = CASE WHEN 'APPEAL' = ANY (open.causes) THEN open.revision ELSE excluded.revision END,
                            state = CASE WHEN %1$s THEN 'OPEN' ELSE open.state END,
                            claimed_by = CASE WHEN %1$s THEN NULL ELSE open.claimed_by END,
                            lease_until = CASE WHEN %1$s THEN NULL ELSE open.lease_until END,
                            category = coalesce(open.category, excluded.category),
                            causes = CASE WHEN excluded.causes <@ open.causes THEN open.causes ELSE open.causes || excluded.causes END,
                            priority = greatest(open.priority, excluded.priority),
                            priority_parts = CASE WHEN excluded.priority > open.priority THEN excluded.priority_parts ELSE open.priority_parts END,
                            queue_id = excluded.queue_id,
                            rank_at = open.opened_at - greatest(open.priority, excluded.priority) * interval '1 hour',
                            barred = CASE WHEN 'APPEAL' = ANY (open.causes) THEN open.barred ELSE excluded.barred END
                        RETURNING id, community_id, content_id, revision, causes[1] AS cause, queue_id, xmax = 0 AS is_new
                        """.formatted("open.claimed_by = excluded.barred AND NOT 'APPEAL' = ANY (open.causes)"))
                .params(
                        DUE_AFTER.toHours(),
                        Columns.column(placed, each -> each.decision().community()),
                        Columns.column(placed, each -> each.decision().content()),
                        Columns.column(placed, each -> each.decision().revision()),
                        Columns.column(
                                placed,
                                each -> each.facts().category() == null
                                        ? null
                                        : each.facts().category().key()),
                        Columns.column(placed, each -> each.facts().cause()),
                        Columns.column(placed, each -> each.priority().points()),
                        Columns.column(
                                placed, each -> Columns.json(each.priority().parts())),
                        Columns.column(placed, Placed::queue),
                        Columns.column(placed, each -> each.facts().barred()))
                // xmax is 0 exactly for a row that was inserted and not updated
                .query((row, index) -> row.getBoolean("is_new") ? Optional.of(opened(row)) : Optional.<Event>empty())
                .stream()
                .flatMap(Optional::stream)
                .toList();
        events.raise(opened);
    }

    private static Event opened(ResultSet row) throws SQLException {
        return new Event(
                EventType.CASE_OPENED,
                new CommunityId(row.getString("community_id")),
                new ContentId(Columns.uuid(row, "content_id")),
                row.getString("id"),
                Map.of(
                        "cause",
                        row.getString("cause"),
                        "queue",
                        row.getString("queue_id"),
                        "revision",
                        Integer.toString(row.getInt("revision"))));
    }

    /** A wanted case, before we know how many people reported the content. */
    private record Asked(
            Decision decision,
            Cause cause,
            @Nullable Category category,
            @Nullable UUID barred) {}

    private record Placed(CaseFacts facts, UUID queue, Priority priority) {
        Decision decision() {
            return facts.decision();
        }
    }

    private static @Nullable Category categoryOf(Decision decision) {
        return decision.result().reasons().stream()
                .map(Reason::category)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
