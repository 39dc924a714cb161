package io.moderato.decision.store;

import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;

/**
 * An automatic decision in force that continues a human decision.
 *
 * @param decision the automatic decision
 * @param stages   the outcome of the stages alone
 */
record Carried(Decision decision, Outcome stages) {}
