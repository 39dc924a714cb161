package io.moderato.event.store;

import io.moderato.event.Event;
import io.moderato.event.EventMessage;
import java.time.Instant;

/**
 * An event with its place in the log.
 *
 * @param transaction the transaction that wrote it
 * @param sequence    the event's number; it is larger than the numbers of earlier events in the same transaction
 */
public record StoredEvent(Event event, long transaction, long sequence, Instant at) {
    /** The message for listeners outside. */
    public EventMessage message() {
        return new EventMessage(
                Long.toString(sequence),
                event.type().key(),
                at,
                event.community(),
                event.content(),
                event.subject(),
                event.detail());
    }
}
