package io.moderato.review.queue;

import io.moderato.access.store.Actor;
import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The communities' queues. */
@Repository
public class Queues {
    private static final String DEFAULT_NAME = "Review";
    private static final RowMapper<Queue> QUEUE = (row, index) -> new Queue(
            Columns.uuid(row, "id"),
            new CommunityId(row.getString("community_id")),
            row.getString("name"),
            row.getBoolean("is_default"));

    private final JdbcClient jdbc;

    Queues(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The queues of the moderator's communities, by community, the default one first. */
    @PreAuthorize("hasRole('MODERATOR') and #moderator.username() == authentication.name")
    public List<Queue> of(Actor moderator) {
        return jdbc.sql(
                        "SELECT * FROM review_queue WHERE community_id = ANY (?) ORDER BY community_id, NOT is_default, name")
                .param(Columns.column(moderator.communities(), CommunityId::value))
                .query(QUEUE)
                .list();
    }

    /** The queue of each of these communities to which cases go that nothing routes elsewhere. */
    public Map<CommunityId, UUID> defaults(Collection<CommunityId> communities) {
        return jdbc
                .sql("SELECT * FROM review_queue WHERE is_default AND community_id = ANY (?)")
                .param(Columns.column(communities, CommunityId::value))
                .query(QUEUE)
                .stream()
                .collect(Collectors.toMap(Queue::community, Queue::id));
    }

    /** Gives a new community its default queue, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void createFirst(CommunityId community) {
        jdbc.sql("INSERT INTO review_queue (id, community_id, name, is_default) VALUES (?, ?, ?, true)")
                .params(UUID.randomUUID(), community.value(), DEFAULT_NAME)
                .update();
    }
}
