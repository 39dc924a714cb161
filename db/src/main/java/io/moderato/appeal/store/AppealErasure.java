package io.moderato.appeal.store;

import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.erasure.ErasureParticipant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Takes the words and the authors out of appeals; how each was answered stays. */
@Repository
class AppealErasure implements ErasureParticipant {
    private final JdbcClient jdbc;

    AppealErasure(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean eraseContents(List<ContentId> contents, int atMost) {
        int emptied = jdbc.sql("""
                        UPDATE appeal SET text = '', author_id = 'erased', answer = CASE WHEN answer IS NULL THEN NULL ELSE '' END,
                            state = CASE WHEN state = 'RECEIVED' THEN 'ERASED' ELSE state END
                        WHERE id IN (SELECT id FROM appeal WHERE content_id = ANY (?::uuid[]) AND text <> '' LIMIT ?)
                        """)
                .params(Columns.column(contents, ContentId::value), atMost)
                .update();
        return emptied < atMost;
    }
}
