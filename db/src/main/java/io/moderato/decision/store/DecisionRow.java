package io.moderato.decision.store;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.decision.DecidedBy;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.decision.Match;
import io.moderato.decision.ModelUse;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Provenance;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.Unexamined;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

/** Maps a row of the table to a decision. */
final class DecisionRow {
    static final RowMapper<Decision> MAPPER = DecisionRow::map;
    private static final TypeReference<List<Reason>> REASONS = new TypeReference<>() {};
    private static final TypeReference<List<Match>> MATCHES = new TypeReference<>() {};
    private static final TypeReference<List<ModelUse>> MODELS = new TypeReference<>() {};
    private static final TypeReference<List<Unexamined>> UNEXAMINED = new TypeReference<>() {};

    private DecisionRow() {}

    /** The decisions with those ids, in any order. */
    static List<Decision> ofIds(JdbcClient jdbc, Collection<DecisionId> ids) {
        return jdbc.sql("SELECT * FROM decision WHERE id = ANY (?::uuid[])")
                .param(Columns.column(ids, DecisionId::value))
                .query(MAPPER)
                .list();
    }

    private static Decision map(ResultSet row, int index) throws SQLException {
        UUID supersedes = Columns.uuidOrNull(row, "supersedes");
        return new Decision(
                new DecisionId(Columns.uuid(row, "id")),
                new ContentId(Columns.uuid(row, "content_id")),
                row.getInt("revision"),
                new CommunityId(row.getString("community_id")),
                result(row),
                row.getBoolean("automatic")
                        ? DecidedBy.PIPELINE
                        : new DecidedBy.Human(row.getString("decided_by"), row.getString("note")),
                supersedes == null ? null : new DecisionId(supersedes),
                Columns.instant(row, "decided_at"));
    }

    private static ModerationResult result(ResultSet row) throws SQLException {
        return new ModerationResult(
                Outcome.valueOf(row.getString("outcome")),
                row.getDouble("confidence"),
                Columns.fromJson(row.getString("reasons"), REASONS),
                Columns.fromJson(row.getString("scores"), Scores.class),
                row.getString("modified_text"),
                Columns.fromJson(row.getString("matches"), MATCHES),
                Columns.fromJson(row.getString("unexamined"), UNEXAMINED),
                row.getString("detected_language"),
                new Provenance(
                        row.getString("stage"),
                        row.getString("rule"),
                        Columns.fromJson(row.getString("models"), MODELS),
                        row.getObject("policy_version", Integer.class),
                        row.getObject("rules_version", Long.class),
                        row.getBoolean("cached")));
    }
}
