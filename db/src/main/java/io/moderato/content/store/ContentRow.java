package io.moderato.content.store;

import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentStatus;
import io.moderato.content.ContentType;
import io.moderato.contenttype.TypedFields;
import io.moderato.database.Columns;
import io.moderato.decision.DecisionId;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A row of the table as the record that it keeps. */
public final class ContentRow {
    /** Maps a row with all columns of the table. */
    public static final RowMapper<StoredContent> MAPPER = ContentRow::map;

    private ContentRow() {}

    /** Where those revisions stand, by content; they are held until the caller's transaction ends. */
    static Map<ContentId, ContentStatus> held(JdbcClient jdbc, Collection<Content> revisions) {
        Map<ContentId, ContentStatus> held = new HashMap<>();
        jdbc.sql("""
                        SELECT c.id, c.status FROM unnest(?::uuid[], ?::int[]) AS t (id, revision)
                        JOIN content c ON c.id = t.id AND c.revision = t.revision
                        -- in the order in which an erasure takes them, so that neither waits for the other
                        ORDER BY c.id, c.revision DESC FOR KEY SHARE OF c
                        """)
                .params(Columns.column(revisions, Content::id), Columns.column(revisions, Content::revision))
                .query((row, index) -> held.put(
                        new ContentId(Columns.uuid(row, "id")), ContentStatus.valueOf(row.getString("status"))))
                .list();
        return held;
    }

    /** What is told to whoever wants something of an erased content. */
    static ProblemException erased(@Nullable String pointer) {
        return new ProblemException(
                ProblemKey.ERASED,
                "This content was erased. Nothing of it is left, and nothing can be added to it; give a new content an id of its own.",
                pointer,
                null);
    }

    private static StoredContent map(ResultSet row, int index) throws SQLException {
        UUID standing = Columns.uuidOrNull(row, "standing_decision");
        return new StoredContent(
                new Content(
                        new ContentId(Columns.uuid(row, "id")),
                        row.getInt("revision"),
                        new CommunityId(row.getString("community_id")),
                        row.getString("external_id"),
                        new Author(row.getString("author_id"), row.getString("author_name")),
                        new ContentType(row.getString("type")),
                        row.getString("text"),
                        Columns.texts(row, "images"),
                        row.getString("language"),
                        row.getString("url"),
                        Columns.instantOrNull(row, "created_at"),
                        row.getString("parent_text"),
                        Columns.instant(row, "submitted_at")),
                ContentStatus.valueOf(row.getString("status")),
                standing == null ? null : new DecisionId(standing),
                TypedFields.of(row.getString("fields"), row.getInt("type_version")));
    }
}
