package io.moderato.webhook.store;

import io.moderato.database.Columns;
import io.moderato.event.store.EventRange;
import io.moderato.event.store.Events;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Makes a delivery of each event for each subscription that wants it. It listens to the log of events, so the deed itself costs nothing
 * more; and place and deliveries move in one transaction, so each event is collected exactly once.
 */
@Repository
public class EventFanOut {
    /** Its name as a listener. */
    private static final String LISTENER = "webhooks";

    private final JdbcClient jdbc;
    private final Events events;

    EventFanOut(JdbcClient jdbc, Events events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** Collects the next events, and returns how many it looked at. One process at a time does so; the others get 0. */
    public int collect(int limit) {
        return events.handRange(LISTENER, limit, this::collect);
    }

    /** Who did it stays here: the receiver learns of the deed, and whether it was a machine. */
    private void collect(EventRange range) {
        jdbc.sql("""
                        INSERT INTO webhook_delivery (subscription_id, event_id, type, event_at, content_id, order_key, subject, detail)
                        SELECT s.id, 'evt_' || e.seq, e.type, e.at, e.content_id, COALESCE(e.content_id::text, e.community_id),
                               e.subject, e.detail - 'by'
                        FROM event e
                        JOIN webhook_subscription s
                          ON s.community_id = e.community_id AND e.type = ANY (s.types) AND e.at >= s.enabled_since
                        WHERE (e.tx, e.seq) > (?::text::xid8, ?) AND (e.tx, e.seq) <= (?::text::xid8, ?)
                        ORDER BY e.tx, e.seq
                        """)
                .params(Columns.values(
                        Long.toString(range.after().transaction()),
                        range.after().sequence(),
                        Long.toString(range.last().transaction()),
                        range.last().sequence()))
                .update();
    }
}
