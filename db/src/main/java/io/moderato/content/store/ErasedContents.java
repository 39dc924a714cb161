package io.moderato.content.store;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes the words out of contents. The rows stay, with the platform's id, so that decisions and the feed keep their order. */
@Repository
public class ErasedContents {
    /** As whose content an erased one stands there. */
    private static final String NOBODY = "erased";

    // whoever attaches something to a content holds its newest revision, so that one comes first
    private static final String EMPTY = """
            WITH picked AS MATERIALIZED (%s),
            held AS (SELECT c.id, c.revision FROM content c JOIN picked p ON p.id = c.id AND p.revision = c.revision
                     WHERE c.status <> 'ERASED' ORDER BY c.id, c.revision DESC FOR UPDATE OF c)
            UPDATE content c SET status = 'ERASED', erased_at = now(), erasure = ?, resend_at = 'infinity', sent_at = NULL,
                author_id = '%s', author_name = NULL, text = '', images = '{}', language = NULL, url = NULL, created_at = NULL,
                parent_text = NULL, fields = NULL, type_version = NULL, trace_parent = NULL
            FROM held h WHERE c.id = h.id AND c.revision = h.revision
            """;
    private static final String ONE = EMPTY.formatted(
            "SELECT id, revision FROM content WHERE id = ? AND status <> 'ERASED' ORDER BY revision DESC LIMIT ?",
            NOBODY);
    private static final String OF_AUTHOR = EMPTY.formatted("""
            SELECT id, revision FROM content WHERE community_id = ? AND author_id = ? AND status <> 'ERASED'
            ORDER BY submitted_at DESC LIMIT ?""", NOBODY);

    private final JdbcClient jdbc;

    ErasedContents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empties revisions of a content, the newest first, and returns how many; in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public int empty(UUID erasure, ContentId content, int atMost) {
        return jdbc.sql(ONE).params(content.value(), atMost, erasure).update();
    }

    /** Empties revisions of an author, the newest first, and returns how many; in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public int emptyOfAuthor(UUID erasure, CommunityId community, String author, int atMost) {
        return jdbc.sql(OF_AUTHOR)
                .params(community.value(), author, atMost, erasure)
                .update();
    }

    /** Contents that are empty and still have something attached to them. */
    public List<ContentId> toClear(UUID erasure, int limit) {
        return jdbc.sql("SELECT DISTINCT id FROM content WHERE erasure = ? LIMIT ?")
                .params(erasure, limit)
                .query((row, index) -> new ContentId(Columns.uuid(row, "id")))
                .list();
    }

    /** Notes that nothing is attached to them any more, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void cleared(UUID erasure, List<ContentId> contents) {
        jdbc.sql("UPDATE content SET erasure = NULL WHERE erasure = ? AND id = ANY (?::uuid[])")
                .params(erasure, Columns.column(contents, ContentId::value))
                .update();
    }
}
