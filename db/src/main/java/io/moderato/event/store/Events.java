package io.moderato.event.store;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.event.Event;
import io.moderato.event.EventType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;

/**
 * The log of what the stores did. An event is written in the transaction of the act, so that neither exists without the other. Listeners
 * read the log in the order of transactions, like the decision feed (decision record 7), so no listener misses an event.
 */
@Repository
public class Events {
    /** The listener that brings events to Kafka. */
    public static final String TO_KAFKA = "kafka";

    private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};

    private static final RowMapper<StoredEvent> EVENT = (row, index) -> new StoredEvent(
            new Event(
                    EventType.ofKey(row.getString("type")),
                    new CommunityId(row.getString("community_id")),
                    content(row.getObject("content_id", UUID.class)),
                    row.getString("subject"),
                    Columns.fromJson(row.getString("detail"), DETAIL)),
            Long.parseLong(row.getString("tx_text")),
            row.getLong("seq"),
            Columns.instant(row, "at"));

    private static final RowMapper<Place> PLACE =
            (row, index) -> new Place(Long.parseLong(row.getString("tx_text")), row.getLong("seq"));

    private final JdbcClient jdbc;

    Events(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes the event, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void raise(Event event) {
        raise(List.of(event));
    }

    /** Writes the events, in this order, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void raise(Collection<Event> events) {
        if (events.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO event (type, community_id, content_id, subject, detail)
                        SELECT type, community_id, content_id, subject, detail
                        FROM unnest(?::text[], ?::text[], ?::uuid[], ?::text[], ?::jsonb[])
                            WITH ORDINALITY AS e (type, community_id, content_id, subject, detail, place)
                        ORDER BY place
                        """)
                .params(
                        Columns.column(events, event -> event.type().key()),
                        Columns.column(events, Event::community),
                        Columns.column(events, Event::content),
                        Columns.column(events, Event::subject),
                        Columns.column(events, event -> Columns.json(event.detail())))
                .update();
    }

    /**
     * Passes the next events to a listener, and returns how many it took. Only one caller at a time can do this for a listener; others get
     * no events. An event is not passed on as long as a running transaction could still put another one before it.
     *
     * @param listener the listener's name; a new listener begins with the oldest event that is kept
     * @param taken    receives the events and says whether the listener has all of them; if not, they come again
     */
    @Transactional
    public int hand(String listener, int limit, Predicate<List<StoredEvent>> taken) {
        return advance(
                listener,
                limit,
                "*, tx::text AS tx_text",
                EVENT,
                event -> new Place(event.transaction(), event.sequence()),
                (after, next) -> taken.test(next));
    }

    /**
     * Hands the next part of the log to a listener that reads it in SQL of its own, in the same transaction, and returns how many events
     * that are. What the listener writes and its place are kept together or not at all; otherwise as {@link #hand}.
     */
    @Transactional
    public int handRange(String listener, int limit, Consumer<EventRange> reading) {
        return advance(listener, limit, "tx::text AS tx_text, seq", PLACE, Function.identity(), (after, next) -> {
            reading.accept(new EventRange(after, next.getLast()));
            return true;
        });
    }

    /** Reads the next part of the log, and moves the listener's place behind it if that part was taken. */
    private <E> int advance(
            String listener,
            int limit,
            String columns,
            RowMapper<E> mapper,
            Function<E, Place> placeOf,
            BiPredicate<Place, List<E>> taken) {
        // most calls find nothing, and taking the place would be a write
        if (isUpToDate(listener)) {
            return 0;
        }
        Optional<Place> after = place(listener);
        if (after.isEmpty()) {
            return 0;
        }
        List<E> next = jdbc.sql("SELECT " + columns + """
                         FROM event WHERE (tx, seq) > (?::text::xid8, ?) AND tx < pg_snapshot_xmin(pg_current_snapshot())
                        ORDER BY tx, seq LIMIT ?
                        """)
                .params(Long.toString(after.get().transaction()), after.get().sequence(), limit)
                .query(mapper)
                .list();
        if (next.isEmpty() || !taken.test(after.get(), next)) {
            return 0;
        }
        Place last = placeOf.apply(next.getLast());
        jdbc.sql("UPDATE event_listener SET tx = ?::text::xid8, seq = ?, read_at = now() WHERE name = ?")
                .params(Long.toString(last.transaction()), last.sequence(), listener)
                .update();
        return next.size();
    }

    private boolean isUpToDate(String listener) {
        return jdbc.sql("""
                        SELECT NOT EXISTS (SELECT FROM event e WHERE (e.tx, e.seq) > (l.tx, l.seq))
                        FROM event_listener l WHERE l.name = ?
                        """).param(listener).query(Boolean.class).optional().orElse(false);
    }

    private Optional<Place> place(String listener) {
        jdbc.sql("INSERT INTO event_listener (name) VALUES (?) ON CONFLICT DO NOTHING")
                .param(listener)
                .update();
        return jdbc.sql("SELECT tx::text AS tx_text, seq FROM event_listener WHERE name = ? FOR UPDATE SKIP LOCKED")
                .param(listener)
                .query(PLACE)
                .optional();
    }

    private static @Nullable ContentId content(@Nullable UUID id) {
        return id == null ? null : new ContentId(id);
    }

    /**
     * A place in the log.
     *
     * @param transaction the number of the transaction
     * @param sequence    the number of the event in the log
     */
    public record Place(long transaction, long sequence) {}
}
