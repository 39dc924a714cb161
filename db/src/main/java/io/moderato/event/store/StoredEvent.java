package io.moderato.event.store;

import io.moderato.event.Event;
import io.moderato.event.EventMessage;
import java.time.Instant;

/**
 * An event with its place in the log.
 *
 * @param transaction the transaction that wrote it
 * @param sequence    its number, larger than that of earlier events of the same transaction
 */
public record StoredEvent(Event event, long transaction, long sequence, Instant at) {
    /** What listeners outside are told. */
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
