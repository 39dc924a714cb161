package io.moderato.policy.store;

import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import io.moderato.policy.Policy;
import io.moderato.problem.ProblemException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The policies that decide now. */
@Repository
public class PoliciesInForce {
    private final JdbcClient jdbc;

    PoliciesInForce(JdbcClient jdbc) {
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
                .query((row, index) -> new Policy(
                        community,
                        row.getInt("version"),
                        StoredTerms.read(
                                row.getString("thresholds"), row.getString("unexamined"), row.getString("chain")),
                        row.getString("note"),
                        row.getString("published_by"),
                        Columns.instant(row, "published_at")))
                .optional()
                .orElseThrow(() -> ProblemException.notFound("community"));
    }
}
