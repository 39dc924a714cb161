package io.moderato.webhook.store;

import io.moderato.access.store.Actor;
import io.moderato.access.store.Administrator;
import io.moderato.access.store.ByAdmin;
import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What was sent, waits or failed, for people; and what has to go. */
@Repository
public class Deliveries {
    /** The type of an event that only tests a receiver. It is tried once and never becomes a dead letter. */
    static final String TEST = "webhook.test";

    private static final RowMapper<Delivery> DELIVERY = Deliveries::delivery;

    private final JdbcClient jdbc;
    private final AuditTrail audit;

    Deliveries(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /**
     * The deliveries of a community, the newest first.
     *
     * @param subscription of that one alone; null for all
     * @param state        in that state alone; null for all
     */
    @PreAuthorize("hasRole('ADMIN')")
    public List<Delivery> list(
            CommunityId community, @Nullable UUID subscription, @Nullable DeliveryState state, int offset, int limit) {
        return select("s.community_id = ? AND (?::uuid IS NULL OR s.id = ?) AND (?::text IS NULL OR d.state = ?)"
                        + " ORDER BY d.id DESC OFFSET ? LIMIT ?")
                .params(Columns.values(
                        community.value(),
                        subscription,
                        subscription,
                        state == null ? null : state.name(),
                        state == null ? null : state.name(),
                        offset,
                        limit))
                .query(DELIVERY)
                .list();
    }

    /** That delivery of the community, if it is still kept and the admin may know of it. */
    @PreAuthorize(Administrator.MAY_READ)
    public Optional<Delivery> find(Administrator admin, CommunityId community, long id) {
        return admin.administers(community) ? find(community, id) : Optional.empty();
    }

    /** The calls for a delivery of the community that were not taken, the latest first. */
    @PreAuthorize(Administrator.MAY_READ)
    public List<Attempt> attempts(Administrator admin, CommunityId community, long delivery) {
        admin.requireAdministers(community, "delivery");
        return jdbc.sql("""
                        SELECT a.* FROM webhook_attempt a JOIN webhook_delivery d ON d.id = a.delivery_id
                        JOIN webhook_subscription s ON s.id = d.subscription_id
                        WHERE a.delivery_id = ? AND s.community_id = ? ORDER BY a.at DESC
                        """)
                .params(delivery, community.value())
                .query((row, index) -> new Attempt(
                        Columns.instant(row, "at"),
                        FailureCause.valueOf(row.getString("cause")),
                        row.getString("words"),
                        row.getObject("status", Integer.class),
                        Duration.ofMillis(row.getInt("took_millis")),
                        row.getString("answer")))
                .list();
    }

    /** How many deliveries of the community are in that state, tests left out, counted up to that many. */
    public int count(CommunityId community, DeliveryState state, int atMost) {
        return jdbc.sql("""
                        SELECT count(*) FROM (SELECT FROM webhook_delivery d JOIN webhook_subscription s ON s.id = d.subscription_id
                                              WHERE s.community_id = ? AND d.state = ? AND d.type <> ? LIMIT ?) AS counted
                        """)
                .params(community.value(), state.name(), TEST, atMost)
                .query(Integer.class)
                .single();
    }

    /**
     * Sends a dead letter again, with all its attempts before it. What happened to its content later may have been told by now.
     *
     * @throws ProblemException NOT_FOUND, WRONG_STATE if it is not a dead letter or its subscription is disabled
     */
    @ByAdmin
    @Transactional
    public void replay(Actor admin, CommunityId community, long delivery) {
        Delivery replayed = find(community, delivery).orElseThrow(() -> ProblemException.notFound("delivery"));
        if (replayed.isTest()) {
            throw new ProblemException(ProblemKey.WRONG_STATE, "A test is not sent again. Send another one.");
        }
        if (revive(community, replayed.subscription(), delivery) == 0) {
            throw new ProblemException(
                    ProblemKey.WRONG_STATE,
                    replayed.state() == DeliveryState.DEAD
                            ? "The webhook is disabled. Enable it, then send again what failed."
                            : "This delivery is not a dead letter any more.");
        }
        audit.record(admin.username(), "webhook.replay", replayed.eventId(), community, Map.of());
    }

    /**
     * Sends all dead letters of the community's enabled subscriptions again, in their order, and returns how many that are.
     *
     * @param subscription of that one alone; null for all
     */
    @ByAdmin
    @Transactional
    public int replayAll(Actor admin, CommunityId community, @Nullable UUID subscription) {
        int replayed = revive(community, subscription, null);
        if (replayed > 0) {
            audit.record(admin.username(), "webhook.replay", "all", community, Map.of("deliveries", "" + replayed));
        }
        return replayed;
    }

    private int revive(CommunityId community, @Nullable UUID subscription, @Nullable Long one) {
        return jdbc.sql("""
                        UPDATE webhook_delivery d
                        SET state = 'WAITING', next_at = now(), attempts = 0, first_failed_at = NULL, settled_at = NULL
                        FROM webhook_subscription s
                        WHERE s.id = d.subscription_id AND s.community_id = ? AND s.enabled_since IS NOT NULL
                          AND (?::uuid IS NULL OR s.id = ?) AND (?::bigint IS NULL OR d.id = ?) AND d.state = 'DEAD' AND d.type <> ?
                        """)
                .params(Columns.values(community.value(), subscription, subscription, one, one, TEST))
                .update();
    }

    /**
     * Sends a test, before all that waits and although the receiver may be paused, and returns the delivery that shows what came of it.
     *
     * @throws ProblemException NOT_FOUND, WRONG_STATE if the subscription is disabled
     */
    @PreAuthorize(Administrator.OF_WEBHOOKS)
    @Transactional
    public long test(Administrator admin, CommunityId community, UUID subscription) {
        admin.requireAdministers(community, "webhook");
        Tested tested = jdbc.sql(
                        "SELECT name, enabled_since FROM webhook_subscription WHERE id = ? AND community_id = ?")
                .params(subscription, community.value())
                .query((row, index) -> new Tested(row.getString("name"), row.getTimestamp("enabled_since") != null))
                .optional()
                .orElseThrow(() -> ProblemException.notFound("webhook"));
        if (!tested.enabled()) {
            throw new ProblemException(ProblemKey.WRONG_STATE, "The webhook is disabled. Enable it, then send a test.");
        }
        String event = "test_" + UUID.randomUUID();
        // due before everything else
        long delivery = jdbc.sql("""
                        INSERT INTO webhook_delivery (subscription_id, event_id, type, event_at, order_key, subject, detail, next_at)
                        VALUES (?, ?, ?, now(), ?, 'test', '{}', 'epoch') RETURNING id
                        """)
                .params(subscription, event, TEST, event)
                .query(Long.class)
                .single();
        jdbc.sql("UPDATE webhook_receiver SET paused_until = NULL WHERE subscription_id = ?")
                .param(subscription)
                .update();
        audit.record(admin.username(), "webhook.test", tested.name(), community, Map.of());
        return delivery;
    }

    /**
     * Removes deliveries about these contents, sent ones too, with the attempts, at most that many, and returns how many deliveries that
     * were. A call that is under way goes on.
     */
    @Transactional
    public int purge(Collection<ContentId> contents, int atMost) {
        List<Long> deliveries = jdbc.sql("SELECT id FROM webhook_delivery WHERE content_id = ANY (?::uuid[]) LIMIT ?")
                .params(Columns.column(contents, ContentId::value), atMost)
                .query(Long.class)
                .list();
        remove(jdbc, deliveries);
        return deliveries.size();
    }

    /** Removes deliveries with their attempts: first the deliveries, so that an attempt that is just being kept is seen. */
    static void remove(JdbcClient jdbc, List<Long> deliveries) {
        String[] ids = Columns.column(deliveries, each -> each);
        jdbc.sql("DELETE FROM webhook_delivery WHERE id = ANY (?::bigint[])")
                .param(ids)
                .update();
        jdbc.sql("DELETE FROM webhook_attempt WHERE delivery_id = ANY (?::bigint[])")
                .param(ids)
                .update();
    }

    private Optional<Delivery> find(CommunityId community, long id) {
        return select("s.community_id = ? AND d.id = ?")
                .params(community.value(), id)
                .query(DELIVERY)
                .optional();
    }

    private JdbcClient.StatementSpec select(String where) {
        return jdbc.sql("""
                SELECT d.*, s.name, a.words AS last_words FROM webhook_delivery d
                JOIN webhook_subscription s ON s.id = d.subscription_id
                LEFT JOIN LATERAL (SELECT words FROM webhook_attempt WHERE delivery_id = d.id ORDER BY at DESC LIMIT 1) a ON true
                WHERE\s""" + where);
    }

    private static Delivery delivery(ResultSet row, int index) throws SQLException {
        UUID content = Columns.uuidOrNull(row, "content_id");
        DeliveryState state = DeliveryState.valueOf(row.getString("state"));
        return new Delivery(
                row.getLong("id"),
                Columns.uuid(row, "subscription_id"),
                row.getString("name"),
                row.getString("event_id"),
                row.getString("type"),
                Columns.instant(row, "event_at"),
                content == null ? null : new ContentId(content),
                state,
                Columns.instant(row, "next_at"),
                state == DeliveryState.DELIVERED
                        ? new Delivery.Taken(
                                Columns.instant(row, "settled_at"),
                                row.getInt("status"),
                                Duration.ofMillis(row.getInt("took_millis")))
                        : null,
                row.getString("last_words"));
    }

    private record Tested(String name, boolean enabled) {}
}
