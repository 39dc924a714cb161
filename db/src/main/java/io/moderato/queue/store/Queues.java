package io.moderato.queue.store;

import io.moderato.access.store.Actor;
import io.moderato.community.CommunityId;
import io.moderato.database.EditingStore;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The communities' queues, for people who see and edit them. */
@EditingStore
public class Queues {
    private static final String FIRST_NAME = "Review";

    private final QueueRows rows;

    Queues(QueueRows rows) {
        this.rows = rows;
    }

    /** The queues of the moderator's communities, sorted by community, with the default queue first. */
    @PreAuthorize("hasRole('MODERATOR') and #moderator.username() == authentication.name")
    public List<Queue> of(Actor moderator) {
        return rows
                .findByCommunityIdInOrderByCommunityIdAscIsDefaultDescNameAsc(
                        moderator.communities().stream().map(CommunityId::value).toList())
                .stream()
                .map(QueueEntity::queue)
                .toList();
    }

    /** Gives a new community its default queue, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void createFirst(CommunityId community) {
        rows.save(new QueueEntity(community, FIRST_NAME, true));
    }
}
