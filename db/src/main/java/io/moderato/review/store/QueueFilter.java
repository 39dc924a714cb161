package io.moderato.review.store;

import io.moderato.access.store.Actor;
import io.moderato.community.CommunityId;
import io.moderato.decision.Category;
import io.moderato.review.opening.Cause;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The part of the queue to show. Null means any.
 *
 * @param community the community of the cases
 * @param queue     the queue of the cases
 * @param category  the category of the cases
 * @param cause     the cause of the cases
 * @param mineOnly  whether to show only cases that the asking moderator has
 */
public record QueueFilter(
        @Nullable CommunityId community,
        @Nullable UUID queue,
        @Nullable Category category,
        @Nullable Cause cause,
        boolean mineOnly) {
    /** The filter that lets every case through. */
    public static final QueueFilter ALL = new QueueFilter(null, null, null, null, false);

    /** The moderator's communities that the filter lets through, as a parameter of a statement. */
    String[] communities(Actor moderator) {
        return moderator.communities().stream()
                .filter(each -> community == null || community.equals(each))
                .map(CommunityId::value)
                .toArray(String[]::new);
    }
}
