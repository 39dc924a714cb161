package io.moderato.content.store;

import io.moderato.content.Content;
import io.moderato.content.ContentStatus;
import io.moderato.contenttype.TypedFields;
import io.moderato.decision.DecisionId;
import org.jspecify.annotations.Nullable;

/**
 * A stored revision with its status.
 *
 * @param content          the revision
 * @param status           the status of the revision
 * @param standingDecision the decision in force, once there is one
 * @param fields           the fields of which its text and images were made; null for a content of a type without fields
 */
public record StoredContent(
        Content content,
        ContentStatus status,
        @Nullable DecisionId standingDecision,
        @Nullable TypedFields fields) {}
