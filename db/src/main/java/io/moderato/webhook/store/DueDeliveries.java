package io.moderato.webhook.store;

import io.moderato.content.ContentId;
import io.moderato.contenttype.TypedFields;
import io.moderato.database.Columns;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.decision.store.Decisions;
import io.moderato.event.EventType;
import io.moderato.trace.TraceParent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;

/** The deliveries whose turn it is, for the process that has their receiver, and what became of them. */
@Repository
public class DueDeliveries {
    private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};
    private static final RowMapper<Waiting> WAITING = (row, index) -> new Waiting(
            row.getLong("id"),
            row.getString("event_id"),
            row.getString("type"),
            Columns.instant(row, "event_at"),
            Columns.uuidOrNull(row, "content_id"),
            row.getString("subject"),
            Columns.fromJson(row.getString("detail"), DETAIL),
            row.getInt("attempts"),
            Columns.instantOrNull(row, "first_failed_at"));

    private final JdbcClient jdbc;
    private final Decisions decisions;

    DueDeliveries(JdbcClient jdbc, Decisions decisions) {
        this.jdbc = jdbc;
        this.decisions = decisions;
    }

    /**
     * The next deliveries for a receiver, the longest due first: of those with the same order key only the earliest that still waits. What
     * is about a content that was erased is removed and not returned.
     *
     * @param inHand deliveries that the process has already
     */
    @Transactional
    public List<DueDelivery> next(Receiver receiver, Collection<Long> inHand, int limit) {
        List<Waiting> waiting = jdbc.sql("""
                        SELECT * FROM webhook_delivery d
                        WHERE subscription_id = :receiver AND state = 'WAITING' AND next_at <= now() AND id <> ALL (:inHand::bigint[])
                          AND NOT EXISTS (SELECT FROM webhook_delivery e
                                          WHERE e.subscription_id = d.subscription_id AND e.order_key = d.order_key
                                            AND e.state = 'WAITING' AND e.id < d.id)
                        ORDER BY next_at, id LIMIT :limit
                        """)
                .param("receiver", receiver.subscription())
                .param("inHand", Columns.column(inHand, each -> each))
                .param("limit", limit)
                .query(WAITING)
                .list();
        Map<DecisionId, Decision> decided = decisionsOf(waiting);
        Map<Long, DueDelivery.AboutContent> contents = contentsOf(waiting, decided, receiver.withTexts());
        List<Long> erased = waiting.stream()
                .filter(each -> each.content() != null && !contents.containsKey(each.id()))
                .map(Waiting::id)
                .toList();
        if (!erased.isEmpty()) {
            Deliveries.remove(jdbc, erased);
        }
        return waiting.stream()
                .filter(each -> !erased.contains(each.id()))
                .map(each -> each.due(contents.get(each.id()), decided.get(each.decision())))
                .toList();
    }

    private Map<DecisionId, Decision> decisionsOf(List<Waiting> waiting) {
        List<DecisionId> ids = new ArrayList<>();
        for (Waiting each : waiting) {
            DecisionId decision = each.decision();
            if (decision != null) {
                ids.add(decision);
            }
        }
        Map<DecisionId, Decision> found = new HashMap<>();
        if (!ids.isEmpty()) {
            decisions.findAll(ids).forEach(decision -> found.put(decision.id(), decision));
        }
        return found;
    }

    private Map<Long, DueDelivery.AboutContent> contentsOf(
            List<Waiting> waiting, Map<DecisionId, Decision> decided, boolean withTexts) {
        List<Waiting> about =
                waiting.stream().filter(each -> each.content() != null).toList();
        Map<Long, DueDelivery.AboutContent> contents = new HashMap<>();
        if (!about.isEmpty()) {
            jdbc.sql("""
                            SELECT w.delivery, c.id, c.external_id, c.revision, c.trace_parent, CASE WHEN t.told THEN c.text END AS text,
                                   CASE WHEN t.told THEN c.fields END AS fields, c.type_version
                            FROM unnest(?::bigint[], ?::uuid[], ?::int[]) AS w (delivery, content_id, revision)
                            CROSS JOIN LATERAL (SELECT * FROM content
                                                WHERE id = w.content_id AND (w.revision IS NULL OR revision = w.revision)
                                                ORDER BY revision DESC LIMIT 1) c
                            CROSS JOIN (SELECT ?::boolean AS told) t
                            """)
                    .params(
                            Columns.column(about, Waiting::id),
                            Columns.column(about, Waiting::content),
                            Columns.column(about, each -> each.revision(decided)),
                            withTexts)
                    .query(row -> {
                        contents.put(
                                row.getLong("delivery"),
                                new DueDelivery.AboutContent(
                                        new ContentId(Columns.uuid(row, "id")),
                                        row.getString("external_id"),
                                        row.getInt("revision"),
                                        row.getString("text"),
                                        TypedFields.of(row.getString("fields"), row.getInt("type_version")),
                                        TraceParent.parse(row.getString("trace_parent"))));
                    });
        }
        return contents;
    }

    /** Keeps what the receiver took and what it did not take. What was removed meanwhile stays so. */
    @Transactional
    public void settle(List<Delivered> delivered, List<FailedAttempt> failed) {
        if (!delivered.isEmpty()) {
            jdbc.sql("""
                            UPDATE webhook_delivery d SET state = 'DELIVERED', settled_at = now(), status = t.status, took_millis = t.took
                            FROM unnest(?::bigint[], ?::int[], ?::int[]) AS t (id, status, took)
                            WHERE d.id = t.id AND d.state = 'WAITING'
                            """)
                    .params(
                            Columns.column(delivered, Delivered::delivery),
                            Columns.column(delivered, Delivered::status),
                            Columns.column(delivered, each -> each.took().toMillis()))
                    .update();
        }
        if (!failed.isEmpty()) {
            // locked first: whoever erases a content either finds the attempt, too, or leaves no delivery to keep one
            // of
            jdbc.sql("""
                            WITH told AS (
                                SELECT t.* FROM unnest(?::bigint[], ?::text[], ?::text[], ?::int[], ?::int[], ?::text[], ?::timestamptz[])
                                    AS t (id, cause, words, status, took, answer, next_at)
                                JOIN webhook_delivery d ON d.id = t.id WHERE d.state = 'WAITING' FOR UPDATE OF d),
                            kept AS (
                                INSERT INTO webhook_attempt (delivery_id, cause, words, status, took_millis, answer)
                                SELECT id, cause, words, status, took, answer FROM told)
                            UPDATE webhook_delivery d
                            SET attempts = attempts + 1, first_failed_at = COALESCE(first_failed_at, now()),
                                next_at = COALESCE(t.next_at, d.next_at),
                                state = CASE WHEN t.next_at IS NULL THEN 'DEAD' ELSE 'WAITING' END,
                                settled_at = CASE WHEN t.next_at IS NULL THEN now() END
                            FROM told t WHERE d.id = t.id
                            """)
                    .params(
                            Columns.column(failed, FailedAttempt::delivery),
                            Columns.column(failed, FailedAttempt::cause),
                            Columns.column(failed, FailedAttempt::words),
                            Columns.column(failed, FailedAttempt::status),
                            Columns.column(failed, each -> each.took().toMillis()),
                            Columns.column(failed, FailedAttempt::answer),
                            Columns.column(failed, FailedAttempt::nextAt))
                    .update();
        }
    }

    /** A row, before the facts are looked up. */
    private record Waiting(
            long id,
            String eventId,
            String type,
            Instant eventAt,
            @Nullable UUID content,
            String subject,
            Map<String, String> detail,
            int attempts,
            @Nullable Instant firstFailedAt) {
        /** The decision that it is about or that its detail names. */
        @Nullable
        DecisionId decision() {
            String named = type.equals(EventType.CONTENT_DECIDED.key()) ? subject : detail.get("decision");
            return named == null ? null : DecisionId.parse(named);
        }

        @Nullable
        Integer revision(Map<DecisionId, Decision> decided) {
            String revision = detail.get("revision");
            return revision != null
                    ? Integer.valueOf(revision)
                    : Optional.ofNullable(decided.get(decision()))
                            .map(Decision::revision)
                            .orElse(null);
        }

        DueDelivery due(DueDelivery.@Nullable AboutContent about, @Nullable Decision decision) {
            return new DueDelivery(
                    id, eventId, type, eventAt, about, subject, detail, attempts, firstFailedAt, decision);
        }
    }
}
