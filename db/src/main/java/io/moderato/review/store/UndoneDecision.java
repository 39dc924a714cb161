package io.moderato.review.store;

/**
 * A decision that the moderator took back.
 *
 * @param reviewCase the case, which the moderator has again
 * @param resolution the decision that was taken back, with its words and its note
 */
public record UndoneDecision(ReviewCase reviewCase, Resolution resolution) {}
