package io.moderato.review.store;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.decision.Category;
import io.moderato.decision.DecisionId;
import io.moderato.review.opening.Cause;
import io.moderato.review.opening.Priority;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.core.type.TypeReference;

/** Maps a row of the table to a case. */
final class CaseRow {
    static final RowMapper<ReviewCase> MAPPER = CaseRow::map;
    private static final TypeReference<List<Priority.Part>> PARTS = new TypeReference<>() {};

    private CaseRow() {}

    private static ReviewCase map(ResultSet row, int index) throws SQLException {
        Instant leaseUntil = Columns.instantOrNull(row, "lease_until");
        CaseState state = CaseState.valueOf(row.getString("state"));
        boolean expired = state == CaseState.CLAIMED && leaseUntil != null && leaseUntil.isBefore(Instant.now());
        UUID resolution = Columns.uuidOrNull(row, "resolution");
        String category = row.getString("category");
        return new ReviewCase(
                Columns.uuid(row, "id"),
                new CommunityId(row.getString("community_id")),
                Columns.uuid(row, "queue_id"),
                new ContentId(Columns.uuid(row, "content_id")),
                row.getInt("revision"),
                category == null ? null : Category.ofKey(category),
                expired ? CaseState.OPEN : state,
                Columns.texts(row, "causes").stream().map(Cause::valueOf).toList(),
                new Priority(Columns.fromJson(row.getString("priority_parts"), PARTS)),
                Columns.instant(row, "opened_at"),
                Columns.instant(row, "due_at"),
                expired ? null : Columns.uuidOrNull(row, "claimed_by"),
                expired ? null : leaseUntil,
                resolution == null ? null : new DecisionId(resolution));
    }
}
