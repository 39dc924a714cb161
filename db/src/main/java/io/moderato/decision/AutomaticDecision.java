package io.moderato.decision;

import io.moderato.content.Content;

/**
 * What the pipeline made of a revision, not recorded yet.
 *
 * @param content the revision
 * @param result  what was decided
 */
public record AutomaticDecision(Content content, ModerationResult result) {}
