package io.moderato.decision.store;

import io.moderato.content.Content;
import io.moderato.decision.ModerationResult;

/**
 * The pipeline's decision about a revision, not recorded yet.
 *
 * @param content the revision
 * @param result  the result of the pipeline
 */
public record AutomaticDecision(Content content, ModerationResult result) {}
