package io.moderato.decision;

/**
 * A part of a content, or a piece of that part, that no stage examined. Unknown is neither harmless nor harmful: the policy says what
 * follows from it.
 *
 * @param part   the part that was not examined
 * @param reason why
 */
public record Unexamined(Part part, UnexaminedReason reason) {}
