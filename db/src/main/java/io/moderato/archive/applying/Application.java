package io.moderato.archive.applying;

import io.moderato.archive.store.Direction;
import io.moderato.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An admin's wish that changes of a run become decisions, and how far it is.
 *
 * @param id             which one
 * @param run            the run
 * @param state          how far it is
 * @param stopped        whether it waits until an admin resumes it
 * @param stoppedBecause what failed, if it stopped by itself
 * @param terms          what was proposed
 * @param proposedBy     the account that proposed it
 * @param proposedByName that account's name, in the reader's words
 * @param proposedAt     when
 * @param approvedByName the name of who approved it, if somebody did
 * @param approvedAt     when
 * @param counts         what became of its changes so far
 * @param endedAt        when the last change was settled, if it was
 */
public record Application(
        UUID id,
        UUID run,
        ApplicationState state,
        boolean stopped,
        @Nullable String stoppedBecause,
        ApplicationTerms terms,
        UUID proposedBy,
        String proposedByName,
        Instant proposedAt,
        @Nullable String approvedByName,
        @Nullable Instant approvedAt,
        Counts counts,
        @Nullable Instant endedAt) {
    /** All rows, each with the names that {@link #map} needs. */
    static final String SELECT = """
            SELECT a.*, p.display_name AS proposed_by_name, q.display_name AS approved_by_name
            FROM archive_application a JOIN account p ON p.id = a.proposed_by LEFT JOIN account q ON q.id = a.approved_by
            """;

    static Application map(ResultSet row, int index) throws SQLException {
        return new Application(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "run_id"),
                ApplicationState.valueOf(row.getString("state")),
                row.getBoolean("stopped"),
                row.getString("stopped_because"),
                new ApplicationTerms(
                        row.getInt("at_most"),
                        row.getInt("per_minute"),
                        Columns.texts(row, "directions").stream()
                                .map(Direction::ofKey)
                                .collect(Collectors.toSet()),
                        row.getString("note")),
                Columns.uuid(row, "proposed_by"),
                row.getString("proposed_by_name"),
                Columns.instant(row, "proposed_at"),
                row.getString("approved_by_name"),
                Columns.instantOrNull(row, "approved_at"),
                Columns.fromJson(row.getString("counts"), Counts.class),
                Columns.instantOrNull(row, "ended_at"));
    }
}
