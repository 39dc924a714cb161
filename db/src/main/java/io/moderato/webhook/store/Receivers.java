package io.moderato.webhook.store;

import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which process delivers to which receiver, and how that goes. A process has a receiver for as long as its lease; when it dies, the lease
 * runs out and another process goes on.
 */
@Repository
public class Receivers {
    private final JdbcClient jdbc;
    private final SealedSecrets secrets;
    private final AuditTrail audit;

    Receivers(JdbcClient jdbc, SealedSecrets secrets, AuditTrail audit) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.audit = audit;
    }

    /** Begins with a new subscription, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    void add(UUID subscription) {
        jdbc.sql("INSERT INTO webhook_receiver (subscription_id) VALUES (?)")
                .param(subscription)
                .update();
    }

    /** Ends with a subscription, in the caller's transaction: what waits for it is removed from now on. */
    @Transactional(propagation = Propagation.MANDATORY)
    void remove(UUID subscription) {
        jdbc.sql("UPDATE webhook_receiver SET last_turn_at = now() WHERE subscription_id = ?")
                .param(subscription)
                .update();
    }

    /** Forgets earlier failures, so that all that waits is due now, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    void startAnew(UUID subscription) {
        jdbc.sql("""
                        UPDATE webhook_receiver SET failures_in_row = 0, failing_since = NULL, paused_until = NULL
                        WHERE subscription_id = ?
                        """).param(subscription).update();
        jdbc.sql("""
                        UPDATE webhook_delivery SET next_at = now(), attempts = 0, first_failed_at = NULL
                        WHERE subscription_id = ? AND state = 'WAITING' AND attempts > 0
                        """).param(subscription).update();
    }

    /**
     * Takes receivers for which something is due and that nobody serves, those first that waited longest for their turn. Several processes
     * never take the same.
     *
     * @param holder the process
     * @param lease  how long they are its own, unless it renews the lease
     */
    @Transactional
    public List<UUID> take(UUID holder, Duration lease, int limit) {
        return jdbc.sql("""
                        UPDATE webhook_receiver taken
                        SET lease_holder = :holder, lease_until = now() + :lease * interval '1 millisecond', last_turn_at = now()
                        FROM (SELECT r.subscription_id FROM webhook_receiver r
                              JOIN webhook_subscription s ON s.id = r.subscription_id
                              WHERE s.enabled_since IS NOT NULL
                                AND (r.lease_until IS NULL OR r.lease_until <= now())
                                AND (r.paused_until IS NULL OR r.paused_until <= now())
                                AND EXISTS (SELECT FROM webhook_delivery d
                                            WHERE d.subscription_id = r.subscription_id AND d.state = 'WAITING' AND d.next_at <= now())
                              ORDER BY r.last_turn_at LIMIT :limit FOR UPDATE OF r SKIP LOCKED) due
                        WHERE taken.subscription_id = due.subscription_id
                        RETURNING taken.subscription_id
                        """)
                .param("holder", holder)
                .param("lease", lease.toMillis())
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    /**
     * Returns the receiver as people want it now; empty if it is another process's by now, or disabled or deleted. Renews its lease where a
     * quarter of the lease is over, and otherwise writes nothing.
     *
     * @throws UnopenedSecretException if this process cannot sign for it
     */
    public Optional<Receiver> renew(UUID holder, UUID subscription, Duration lease) {
        return jdbc.sql("""
                        WITH renewed AS (
                            UPDATE webhook_receiver r SET lease_until = now() + :lease * interval '1 millisecond'
                            FROM webhook_subscription s
                            WHERE r.subscription_id = :id AND r.lease_holder = :holder AND s.id = r.subscription_id AND s.enabled_since IS NOT NULL
                              AND r.lease_until < now() + :lease * 0.75 * interval '1 millisecond'
                            RETURNING r.subscription_id)
                        SELECT s.id, s.community_id, s.url, s.with_texts, s.secret, r.failures_in_row, r.failing_since, r.paused_until,
                               CASE WHEN s.previous_secret_until > now() THEN s.previous_secret END AS previous_secret
                        FROM webhook_receiver r JOIN webhook_subscription s ON s.id = r.subscription_id
                        WHERE r.subscription_id = :id AND r.lease_holder = :holder AND s.enabled_since IS NOT NULL
                          -- a lease that is over may be another process's by now, which only the renewal finds out
                          AND (r.lease_until > now() OR EXISTS (SELECT FROM renewed))
                        """)
                .param("lease", lease.toMillis())
                .param("id", subscription)
                .param("holder", holder)
                .query((row, index) -> receiver(row))
                .optional();
    }

    /** Gives the receiver back, so that whoever is free may take it. */
    public void release(UUID holder, UUID subscription) {
        jdbc.sql("""
                        UPDATE webhook_receiver SET lease_holder = NULL, lease_until = NULL
                        WHERE subscription_id = ? AND lease_holder = ?
                        """).params(subscription, holder).update();
    }

    /** Keeps how it goes with a receiver. One that recovered from a pause gets at once what failed meanwhile. */
    @Transactional
    public void note(UUID subscription, ReceiverHealth health, boolean recovered) {
        jdbc.sql("""
                        UPDATE webhook_receiver SET failures_in_row = ?, failing_since = ?, paused_until = ? WHERE subscription_id = ?
                        """)
                .params(Columns.values(
                        health.failuresInRow(),
                        health.failingSince() == null ? null : Columns.timestamp(health.failingSince()),
                        health.pausedUntil() == null ? null : Columns.timestamp(health.pausedUntil()),
                        subscription))
                .update();
        if (recovered) {
            jdbc.sql("""
                            UPDATE webhook_delivery SET next_at = now()
                            WHERE subscription_id = ? AND state = 'WAITING' AND attempts > 0 AND next_at > now()
                            """).param(subscription).update();
        }
    }

    /**
     * Disables a subscription on the platform's own account. Whoever edits it just then is told that it changed.
     *
     * @param because in a sentence, for its admins
     */
    @Transactional
    public void disable(UUID subscription, String because) {
        jdbc.sql("""
                        UPDATE webhook_subscription SET enabled_since = NULL, disabled_because = ?, edit_version = edit_version + 1
                        WHERE id = ? AND enabled_since IS NOT NULL RETURNING name, community_id
                        """)
                .params(because, subscription)
                .query((row, index) -> Map.entry(row.getString("name"), new CommunityId(row.getString("community_id"))))
                .optional()
                .ifPresent(disabled -> audit.record(
                        "system",
                        "webhook.disable",
                        disabled.getKey(),
                        disabled.getValue(),
                        Map.of("because", because)));
    }

    /** How it goes with each of these. */
    @PreAuthorize("hasRole('ADMIN')")
    public Map<UUID, ReceiverHealth> health(Collection<UUID> subscriptions) {
        Map<UUID, ReceiverHealth> health = new HashMap<>();
        jdbc.sql("SELECT * FROM webhook_receiver WHERE subscription_id = ANY (?::uuid[])")
                .param(Columns.column(subscriptions, each -> each))
                .query(row -> {
                    health.put(Columns.uuid(row, "subscription_id"), health(row));
                });
        return health;
    }

    private Receiver receiver(ResultSet row) throws SQLException {
        UUID id = Columns.uuid(row, "id");
        List<SigningSecret> signing = new ArrayList<>();
        signing.add(secrets.open(id, row.getBytes("secret")));
        byte[] previous = row.getBytes("previous_secret");
        if (previous != null) {
            signing.add(secrets.open(id, previous));
        }
        return new Receiver(
                id,
                new CommunityId(row.getString("community_id")),
                row.getString("url"),
                row.getBoolean("with_texts"),
                List.copyOf(signing),
                health(row));
    }

    private static ReceiverHealth health(ResultSet row) throws SQLException {
        return new ReceiverHealth(
                row.getInt("failures_in_row"),
                Columns.instantOrNull(row, "failing_since"),
                Columns.instantOrNull(row, "paused_until"));
    }
}
