package io.moderato.review.store;

import io.moderato.decision.Outcome;
import java.time.Duration;
import java.util.UUID;

/**
 * A decision that the moderator can still take back.
 *
 * @param caseId     the case that it decides
 * @param authorName the name of the content's author, or the id if there is no name
 * @param outcome    the outcome of the decision
 * @param appealed   whether the decision answers an appeal
 * @param left       how long it can still be taken back; zero once the time is over
 */
public record PendingDecision(UUID caseId, String authorName, Outcome outcome, boolean appealed, Duration left) {}
