package io.moderato.archive.applying;

import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.decision.DecisionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that a step settles.
 *
 * @param content  the content
 * @param revision the revision that was judged again
 * @param standing the decision that stood when it was
 * @param made     the decision that was made of the change, if it is applied
 * @param result   what would be decided now, as JSON
 */
record TakenChange(
        ContentId content,
        int revision,
        DecisionId standing,
        @Nullable DecisionId made,
        String result) {
    static TakenChange map(ResultSet row, int index) throws SQLException {
        UUID made = Columns.uuidOrNull(row, "decision_id");
        return new TakenChange(
                new ContentId(Columns.uuid(row, "content_id")),
                row.getInt("revision"),
                new DecisionId(Columns.uuid(row, "standing")),
                made == null ? null : new DecisionId(made),
                row.getString("result"));
    }
}
