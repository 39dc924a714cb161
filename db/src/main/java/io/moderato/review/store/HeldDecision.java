package io.moderato.review.store;

import io.moderato.access.store.Actor;
import io.moderato.access.store.Role;
import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.decision.Category;
import io.moderato.decision.DecisionId;
import io.moderato.decision.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

/**
 * A row of the pending decisions.
 *
 * @param content        the content that it is about
 * @param revision       the revision of that content
 * @param moderator      the moderator who decided
 * @param resolution     the moderator's decision
 * @param standing       the standing decision at that time
 * @param newestRevision the content's newest revision at that time
 * @param reports        the number of reports about the content at that time
 * @param appeals        the number of appeals about the content at that time
 * @param decidedAt      when the moderator decided
 */
record HeldDecision(
        ContentId content,
        int revision,
        Actor moderator,
        Resolution resolution,
        DecisionId standing,
        int newestRevision,
        int reports,
        int appeals,
        Instant decidedAt) {
    /** Maps a row that also has the moderator's name and role. */
    static HeldDecision map(ResultSet row, int index) throws SQLException {
        String category = row.getString("category");
        return new HeldDecision(
                new ContentId(Columns.uuid(row, "content_id")),
                row.getInt("revision"),
                new Actor(
                        Columns.uuid(row, "moderator"),
                        row.getString("username"),
                        Role.valueOf(row.getString("role")),
                        Map.of()),
                new Resolution(
                        Outcome.valueOf(row.getString("outcome")),
                        row.getString("reason"),
                        category == null ? null : Category.ofKey(category),
                        row.getString("note"),
                        row.getString("modified_text")),
                new DecisionId(Columns.uuid(row, "standing")),
                row.getInt("newest_revision"),
                row.getInt("reports"),
                row.getInt("appeals"),
                Columns.instant(row, "decided_at"));
    }
}
