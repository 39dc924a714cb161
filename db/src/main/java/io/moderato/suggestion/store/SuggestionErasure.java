package io.moderato.suggestion.store;

import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.erasure.ErasureParticipant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Removes the suggestions whose token is the external id of an erased content, accepted ones too. */
@Repository
class SuggestionErasure implements ErasureParticipant {
    private final JdbcClient jdbc;

    SuggestionErasure(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean eraseContents(List<ContentId> contents, int atMost) {
        int removed = jdbc.sql("""
                        DELETE FROM suggestion WHERE id IN (
                            SELECT s.id FROM suggestion s
                            JOIN (SELECT DISTINCT community_id, external_id FROM content WHERE id = ANY (?::uuid[])) c
                                ON c.community_id = s.community_id AND c.external_id = s.client_token
                            LIMIT ?)
                        """)
                .params(Columns.column(contents, ContentId::value), atMost)
                .update();
        return removed < atMost;
    }
}
