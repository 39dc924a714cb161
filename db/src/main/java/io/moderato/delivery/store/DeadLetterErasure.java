package io.moderato.delivery.store;

import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.erasure.ErasureParticipant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Drops dead letters about erased contents, also those of which no more than the key could be read. */
@Repository
class DeadLetterErasure implements ErasureParticipant {
    private final JdbcClient jdbc;

    DeadLetterErasure(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean eraseContents(List<ContentId> contents, int atMost) {
        String[] ids = Columns.column(contents, ContentId::value);
        int dropped = jdbc.sql("""
                        DELETE FROM dead_letter WHERE id IN (
                            SELECT id FROM dead_letter WHERE content_id = ANY (?::uuid[])
                            UNION ALL SELECT id FROM dead_letter WHERE record_key = ANY (?) LIMIT ?)
                        """).params(ids, ids, atMost).update();
        return dropped < atMost;
    }
}
