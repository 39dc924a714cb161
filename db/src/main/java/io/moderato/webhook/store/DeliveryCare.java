package io.moderato.webhook.store;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Gives up what waited too long, and removes what is old. Each call does a bounded amount of work. */
@Repository
public class DeliveryCare {
    private static final int COUNTED = 100_000;

    private final JdbcClient jdbc;
    private final WebhookSettings settings;

    DeliveryCare(JdbcClient jdbc, WebhookSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * Makes dead letters of what was never tried because its receiver took nothing for that long, and of what waited too long for a disabled
     * subscription. Returns how many; at most that many.
     *
     * @param giveUpAfter how long deliveries are tried
     */
    @Transactional
    public int giveUp(Duration giveUpAfter, int limit) {
        int silent = giveUp(
                """
                SELECT d.id FROM webhook_receiver r
                JOIN webhook_subscription s ON s.id = r.subscription_id AND s.enabled_since IS NOT NULL
                JOIN webhook_delivery d ON d.subscription_id = r.subscription_id AND d.state = 'WAITING'
                WHERE r.failing_since < now() - :after * interval '1 second' AND d.next_at < now() - :after * interval '1 second'
                  AND d.type <> :test
                LIMIT :limit
                """,
                "The receiver took nothing for %s, so this was not sent to it.".formatted(words(giveUpAfter)),
                giveUpAfter,
                limit);
        int disabled = giveUp(
                """
                SELECT d.id FROM webhook_subscription s
                JOIN webhook_delivery d ON d.subscription_id = s.id AND d.state = 'WAITING'
                WHERE s.enabled_since IS NULL AND d.next_at < now() - :after * interval '1 second'
                LIMIT :limit
                """,
                "The webhook was disabled for %s while this waited.".formatted(words(settings.keepDisabled())),
                settings.keepDisabled(),
                limit);
        return silent + disabled;
    }

    private int giveUp(String which, String words, Duration after, int limit) {
        return jdbc.sql("""
                        WITH late AS (%s FOR UPDATE OF d SKIP LOCKED),
                        told AS (INSERT INTO webhook_attempt (delivery_id, cause, words, took_millis, answer)
                                 SELECT id, 'NOT_SENT', :words, 0, '' FROM late)
                        UPDATE webhook_delivery d SET state = 'DEAD', settled_at = now() FROM late WHERE d.id = late.id
                        """.formatted(which))
                .param("after", after.toSeconds())
                .param("limit", limit)
                .param("words", words)
                .param("test", Deliveries.TEST)
                .update();
    }

    private static String words(Duration time) {
        return time.toHours() > 48 ? time.toDays() + " days" : time.toHours() + " hours";
    }

    /** Removes what was settled long ago and what belongs to a subscription that was deleted; at most that many. Returns how many. */
    @Transactional
    public int prune(int limit) {
        jdbc.sql("""
                        DELETE FROM webhook_receiver r WHERE last_turn_at < now() - interval '1 hour'
                        AND NOT EXISTS (SELECT FROM webhook_subscription s WHERE s.id = r.subscription_id)
                        AND NOT EXISTS (SELECT FROM webhook_delivery d WHERE d.subscription_id = r.subscription_id)
                        """).update();
        List<Long> old = jdbc.sql("""
                        (SELECT id FROM webhook_delivery WHERE state = 'DELIVERED' AND settled_at < now() - :delivered * interval '1 second'
                         LIMIT :limit)
                        UNION ALL
                        (SELECT id FROM webhook_delivery WHERE state = 'DEAD' AND settled_at < now() - :dead * interval '1 second'
                         LIMIT :limit)
                        UNION ALL
                        (SELECT d.id FROM webhook_receiver r JOIN webhook_delivery d ON d.subscription_id = r.subscription_id
                         WHERE NOT EXISTS (SELECT FROM webhook_subscription s WHERE s.id = r.subscription_id) LIMIT :limit)
                        LIMIT :limit
                        """)
                .param("delivered", settings.keepDelivered().toSeconds())
                .param("dead", settings.keepDead().toSeconds())
                .param("limit", limit)
                .query(Long.class)
                .list();
        if (!old.isEmpty()) {
            Deliveries.remove(jdbc, old);
        }
        return old.size();
    }

    /** What metrics show. */
    public DeliveryCounts counts() {
        return jdbc.sql("""
                        SELECT w.waiting, w.oldest,
                               (SELECT count(*) FROM (SELECT FROM webhook_delivery WHERE state = 'DEAD' AND type <> :test LIMIT :most)
                                    AS counted) AS dead,
                               (SELECT count(*) FROM webhook_subscription WHERE enabled_since IS NULL) AS disabled
                        FROM (SELECT count(*) AS waiting, extract(epoch FROM now() - min(event_at)) AS oldest
                              FROM (SELECT d.event_at FROM webhook_subscription s
                                    JOIN webhook_delivery d ON d.subscription_id = s.id AND d.state = 'WAITING'
                                    WHERE s.enabled_since IS NOT NULL LIMIT :most) AS counted) w
                        """)
                .param("most", COUNTED)
                .param("test", Deliveries.TEST)
                .query((row, index) -> new DeliveryCounts(
                        row.getInt("waiting"),
                        row.getInt("dead"),
                        Duration.ofSeconds(Math.max(0, row.getLong("oldest"))),
                        row.getInt("disabled")))
                .single();
    }
}
