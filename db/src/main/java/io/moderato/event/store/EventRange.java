package io.moderato.event.store;

/**
 * A part of the log of events, in its order: all events behind the first place, up to and with the last.
 *
 * @param afterTransaction the place before the first event: its transaction
 * @param afterSequence    and its number
 * @param lastTransaction  the place of the last event: its transaction
 * @param lastSequence     and its number
 */
public record EventRange(long afterTransaction, long afterSequence, long lastTransaction, long lastSequence) {}
