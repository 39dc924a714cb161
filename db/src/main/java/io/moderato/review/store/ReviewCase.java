package io.moderato.review.store;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.decision.Category;
import io.moderato.decision.DecisionId;
import io.moderato.review.opening.Cause;
import io.moderato.review.opening.Priority;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work for a human.
 *
 * @param id         the case
 * @param community  the community of the content
 * @param queue      the queue of the case
 * @param content    the content that the case is about
 * @param revision   the revision of that content: the newest decided one, or the revision that the appeal is about
 * @param category   the category of which the content is suspected, if known
 * @param state      the state; a case whose lease ran out is OPEN
 * @param causes     why the case is open
 * @param priority   the urgency of the case
 * @param openedAt   when the case was opened
 * @param dueAt      when the case should be decided
 * @param claimedBy  the moderator who has the case
 * @param leaseUntil the end of the moderator's lease
 * @param resolution the decision that resolved it
 */
public record ReviewCase(
        UUID id,
        CommunityId community,
        UUID queue,
        ContentId content,
        int revision,
        @Nullable Category category,
        CaseState state,
        List<Cause> causes,
        Priority priority,
        Instant openedAt,
        Instant dueAt,
        @Nullable UUID claimedBy,
        @Nullable Instant leaseUntil,
        @Nullable DecisionId resolution) {}
