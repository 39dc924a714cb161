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
 * @param content        what it is about
 * @param revision       which revision of it
 * @param moderator      who decided
 * @param resolution     what they decided
 * @param standing       the decision that stood then
 * @param newestRevision the content's newest revision then
 * @param reports        how many reports about the content there were then
 * @param appeals        how many appeals
 * @param decidedAt      when they decided
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
    /** The record of a row that has its moderator's name and role beside it. */
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
