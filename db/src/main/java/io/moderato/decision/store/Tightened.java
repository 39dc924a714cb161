package io.moderato.decision.store;

import io.moderato.decision.DecisionId;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;

/**
 * An automatic decision that came out stricter because a human had decided about the same or an earlier text.
 *
 * @param result  what is recorded: the stages' scores and reasons, behind the reason that weighs more
 * @param earlier the human's decision
 * @param stages  what the stages said by themselves
 */
record Tightened(ModerationResult result, DecisionId earlier, Outcome stages) {}
