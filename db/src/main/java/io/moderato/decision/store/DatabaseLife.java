package io.moderato.decision.store;

/**
 * A life of the database: from its making, or from a restore, to the next restore.
 *
 * @param number            counted from 1
 * @param beforeFirst       the decisions of this life and of later ones have higher numbers
 * @param lastTransaction   the place in the feed at which the life before ended
 * @param lastSequence      the number of the decision at that place
 */
record DatabaseLife(int number, long beforeFirst, long lastTransaction, long lastSequence) {}
