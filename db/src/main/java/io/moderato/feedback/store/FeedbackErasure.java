package io.moderato.feedback.store;

import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.erasure.ErasureParticipant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Takes the notes out of feedback; the labels stay, about decisions whose texts are gone. */
@Repository
class FeedbackErasure implements ErasureParticipant {
    private final JdbcClient jdbc;

    FeedbackErasure(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean eraseContents(List<ContentId> contents, int atMost) {
        int emptied = jdbc.sql("""
                        UPDATE feedback SET note = NULL
                        WHERE id IN (SELECT id FROM feedback WHERE content_id = ANY (?::uuid[]) AND note IS NOT NULL LIMIT ?)
                        """)
                .params(Columns.column(contents, ContentId::value), atMost)
                .update();
        return emptied < atMost;
    }
}
