package io.moderato.decision.store;

import io.moderato.content.Content;
import io.moderato.decision.ModerationResult;

/**
 * What the pipeline made of a revision, not recorded yet.
 *
 * @param content the revision
 * @param result  what was decided
 */
public record AutomaticDecision(Content content, ModerationResult result) {}
