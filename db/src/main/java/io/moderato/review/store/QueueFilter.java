package io.moderato.review.store;

import io.moderato.access.store.Actor;
import io.moderato.community.CommunityId;
import io.moderato.decision.Category;
import io.moderato.review.opening.Cause;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the queue to show. Null means any.
 *
 * @param community of which community
 * @param queue     in which queue
 * @param category  about what
 * @param cause     why it is open
 * @param mineOnly  only what the asking moderator has
 */
public record QueueFilter(
        @Nullable CommunityId community,
        @Nullable UUID queue,
        @Nullable Category category,
        @Nullable Cause cause,
        boolean mineOnly) {
    /** Everything. */
    public static final QueueFilter ALL = new QueueFilter(null, null, null, null, false);

    /** The communities of the moderator that the filter lets through, as a parameter. */
    String[] communities(Actor moderator) {
        return moderator.communities().stream()
                .filter(each -> community == null || community.equals(each))
                .map(CommunityId::value)
                .toArray(String[]::new);
    }
}
