package io.moderato.decision.store;

import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;

/**
 * An automatic decision in force that carries on a human one.
 *
 * @param decision the automatic decision
 * @param stages   what the stages had said by themselves
 */
record Carried(Decision decision, Outcome stages) {}
