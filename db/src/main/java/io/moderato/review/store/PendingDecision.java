package io.moderato.review.store;

import io.moderato.decision.Outcome;
import java.time.Duration;
import java.util.UUID;

/**
 * A decision that its moderator can still take back.
 *
 * @param caseId     the case that it decides
 * @param authorName who posted the content, by name or else by id
 * @param outcome    what was decided
 * @param appealed   whether it answers an appeal
 * @param left       how long it can be taken back; zero once its time is over
 */
public record PendingDecision(UUID caseId, String authorName, Outcome outcome, boolean appealed, Duration left) {}
