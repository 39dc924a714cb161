package io.moderato.queue.store;

import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The default queues, to which cases go unless a rule routes them elsewhere. Every service that opens cases reads them. */
@Repository
public class DefaultQueues {
    private final JdbcClient jdbc;

    DefaultQueues(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The default queue of each of these communities. */
    public Map<CommunityId, UUID> of(Collection<CommunityId> communities) {
        Map<CommunityId, UUID> queues = new HashMap<>();
        jdbc.sql("SELECT id, community_id FROM review_queue WHERE is_default AND community_id = ANY (?)")
                .param(Columns.column(communities, CommunityId::value))
                .query((row, index) ->
                        queues.put(new CommunityId(row.getString("community_id")), Columns.uuid(row, "id")))
                .list();
        return queues;
    }
}
