package io.moderato.event.store;

import io.moderato.event.store.Events.Place;

/**
 * A part of the log of events, in its order.
 *
 * @param after the place before the first event
 * @param last  the place of the last event
 */
public record EventRange(Place after, Place last) {}
