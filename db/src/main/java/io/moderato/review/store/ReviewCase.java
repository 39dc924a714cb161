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
 * @param community  where it belongs
 * @param queue      where it stands
 * @param content    what it is about
 * @param revision   which revision of it: the newest that is decided, or the one that is appealed about
 * @param category   what the content is suspected of, if known
 * @param state      where it stands; a case whose lease ran out is OPEN
 * @param causes     why it is open
 * @param priority   how urgent it is
 * @param openedAt   since when it waits
 * @param dueAt      when it should be decided
 * @param claimedBy  who has it
 * @param leaseUntil until when
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
