package io.moderato.idempotency.store;

import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.erasure.ErasureParticipant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Forgets answers that may hold words of erased contents. That the calls were done stays known. */
@Repository
class KeptAnswerErasure implements ErasureParticipant {
    private final JdbcClient jdbc;

    KeptAnswerErasure(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean eraseContents(List<ContentId> contents, int atMost) {
        int forgotten = jdbc.sql("""
                        UPDATE idempotency_key SET body = NULL, contents = '{}' WHERE (api_key_id, key) IN (
                            SELECT api_key_id, key FROM idempotency_key WHERE contents && ?::uuid[] LIMIT ?)
                        """)
                .params(Columns.column(contents, ContentId::value), atMost)
                .update();
        return forgotten < atMost;
    }
}
