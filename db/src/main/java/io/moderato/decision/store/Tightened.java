package io.moderato.decision.store;

import io.moderato.decision.DecisionId;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;

/**
 * An automatic decision that became stricter, because a human had decided about the same or an earlier text.
 *
 * @param result  the result to record: first the reason from the human's decision, then the stages' reasons, and their scores
 * @param earlier the human's decision
 * @param stages  the outcome of the stages alone
 */
record Tightened(ModerationResult result, DecisionId earlier, Outcome stages) {}
