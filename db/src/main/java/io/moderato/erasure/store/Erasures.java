package io.moderato.erasure.store;

import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.content.store.Contents;
import io.moderato.database.Columns;
import io.moderato.problem.ProblemException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The wishes to erase (decision record 23). A wish is a row, so none is lost; {@link ErasureWork} does what it asks for, step by step, and
 * goes on after a crash where it was.
 */
@Repository
public class Erasures {
    private static final int LONGEST_ID = 200;
    private static final RowMapper<Erasure> ERASURE = (row, index) -> new Erasure(
            Columns.uuid(row, "id"),
            Columns.instant(row, "asked_at"),
            row.getInt("contents"),
            Columns.instantOrNull(row, "finished_at"));

    private final JdbcClient jdbc;
    private final Contents contents;
    private final AuditTrail audit;

    Erasures(JdbcClient jdbc, Contents contents, AuditTrail audit) {
        this.jdbc = jdbc;
        this.contents = contents;
        this.audit = audit;
    }

    /**
     * Wants a content to be erased, and returns the wish.
     *
     * @param by who asks, for the audit trail
     * @throws ProblemException NOT_FOUND for foreign content, ERASED if it is erased already
     */
    @Transactional
    public UUID wantErased(CommunityId community, ContentId content, String by) {
        contents.require(community, content);
        UUID id = UUID.randomUUID();
        jdbc.sql("INSERT INTO erasure (id, community_id, content_id, asked_by) VALUES (?, ?, ?, ?)")
                .params(id, community.value(), content.value(), by)
                .update();
        audit.record(by, "content.erase", content.toString(), community, Map.of());
        return id;
    }

    /**
     * Wants all contents of an author to be erased that are there, and what the same person reported. If that is being done already, it is
     * the same wish. Whether there is such an author is not told.
     *
     * @param by who asks, for the audit trail
     * @throws ProblemException INVALID_FIELD if that cannot be an author's id
     */
    @Transactional
    public Erasure wantErased(CommunityId community, String author, String by) {
        if (author.isBlank() || author.length() > LONGEST_ID) {
            throw ProblemException.invalidField("/authorId", "'authorId' has 1 to 200 characters and is not blank.");
        }
        UUID id = UUID.randomUUID();
        boolean fresh = jdbc.sql("""
                        INSERT INTO erasure (id, community_id, author_id, asked_by) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """).params(id, community.value(), author, by).update() == 1;
        if (fresh) {
            // the id of the wish and not the author's, which nobody shall find here any more
            audit.record(by, "author.erase", id.toString(), community, Map.of());
        }
        return jdbc.sql(
                        "SELECT * FROM erasure WHERE community_id = ? AND (id = ? OR (author_id = ? AND finished_at IS NULL))")
                .params(community.value(), id, author)
                .query(ERASURE)
                .optional()
                // it has been finished between the two statements, so it is wanted anew
                .orElseGet(() -> wantErased(community, author, by));
    }

    /** The erasure of that id, if the community asked for it. */
    public Optional<Erasure> find(CommunityId community, UUID id) {
        return jdbc.sql("SELECT * FROM erasure WHERE id = ? AND community_id = ?")
                .params(id, community.value())
                .query(ERASURE)
                .optional();
    }
}
