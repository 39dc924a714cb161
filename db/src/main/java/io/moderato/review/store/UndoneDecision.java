package io.moderato.review.store;

/**
 * A decision that its moderator took back.
 *
 * @param reviewCase the case, which the moderator has again
 * @param resolution what had been decided, with the note and the words that were written for it
 */
public record UndoneDecision(ReviewCase reviewCase, Resolution resolution) {}
