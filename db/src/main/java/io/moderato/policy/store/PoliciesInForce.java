package io.moderato.policy.store;

import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import io.moderato.policy.Policy;
import io.moderato.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The policies that decide now. */
@Repository
public class PoliciesInForce {
    private final JdbcClient jdbc;

    /** The policies of that database. */
    public PoliciesInForce(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The policy in force.
     *
     * @throws ProblemException NOT_FOUND if there is no such community
     */
    public Policy of(CommunityId community) {
        return jdbc.sql("""
                        SELECT p.* FROM policy p JOIN community c ON c.id = p.community_id AND c.policy_version = p.version
                        WHERE p.community_id = ?
                        """)
                .param(community.value())
                .query((row, index) -> policy(row))
                .optional()
                .orElseThrow(() -> ProblemException.notFound("community"));
    }

    /**
     * The policy of that version, which was in force when something was decided by it.
     *
     * @throws ProblemException NOT_FOUND if there is no such version
     */
    public Policy of(CommunityId community, int version) {
        return jdbc.sql("SELECT * FROM policy WHERE community_id = ? AND version = ?")
                .params(community.value(), version)
                .query((row, index) -> policy(row))
                .optional()
                .orElseThrow(() -> ProblemException.notFound("version of the policy"));
    }

    private static Policy policy(ResultSet row) throws SQLException {
        return new Policy(
                new CommunityId(row.getString("community_id")),
                row.getInt("version"),
                StoredTerms.read(row.getString("thresholds"), row.getString("unexamined"), row.getString("chain")),
                row.getString("note"),
                row.getString("published_by"),
                Columns.instant(row, "published_at"));
    }
}
