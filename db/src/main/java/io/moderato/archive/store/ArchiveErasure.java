package io.moderato.archive.store;

import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.erasure.ErasureParticipant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Forgets what would be decided about erased contents: results hold words of the text. */
@Repository
class ArchiveErasure implements ErasureParticipant {
    private final JdbcClient jdbc;

    ArchiveErasure(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean eraseContents(List<ContentId> contents, int atMost) {
        return jdbc.sql("""
                                DELETE FROM archive_change WHERE (run_id, content_id) IN (
                                    SELECT run_id, content_id FROM archive_change WHERE content_id = ANY (?::uuid[]) LIMIT ?)
                                """)
                        .params(Columns.column(contents, ContentId::value), atMost)
                        .update()
                < atMost;
    }
}
