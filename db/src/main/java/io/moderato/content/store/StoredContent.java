package io.moderato.content.store;

import io.moderato.content.Content;
import io.moderato.content.ContentStatus;
import io.moderato.decision.DecisionId;
import org.jspecify.annotations.Nullable;

/**
 * A revision and where it stands.
 *
 * @param content          the revision
 * @param status           where it stands
 * @param standingDecision the decision in force, once there is one
 */
public record StoredContent(
        Content content, ContentStatus status, @Nullable DecisionId standingDecision) {}
