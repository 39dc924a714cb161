package io.moderato.archive.store;

import io.moderato.content.ContentId;
import io.moderato.decision.DecisionId;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;

/**
 * A revision whose decision would be another one.
 *
 * @param standing        the decision that stood when the revision was judged again
 * @param standingOutcome its outcome
 * @param result          what would be decided now
 */
public record ProposedChange(
        ContentId content, int revision, DecisionId standing, Outcome standingOutcome, ModerationResult result) {}
