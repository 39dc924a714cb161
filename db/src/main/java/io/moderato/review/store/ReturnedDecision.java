package io.moderato.review.store;

import io.moderato.decision.Outcome;
import java.util.UUID;

/**
 * A decision that was not made, because something newer came before it was final.
 *
 * @param caseId  the case, which is in the queue again unless it was closed
 * @param outcome what the moderator had decided
 * @param why     the newer event, as a sentence
 */
public record ReturnedDecision(UUID caseId, Outcome outcome, String why) {}
