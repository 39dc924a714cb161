package io.moderato.community.store;

import io.moderato.community.CommunityId;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The versions of policy and rules by which the communities decide. */
@Repository
public class VersionsInForce {
    private final JdbcClient jdbc;

    VersionsInForce(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The versions of every community. The query is cheap enough to run before every batch. */
    public Map<CommunityId, Versions> all() {
        Map<CommunityId, Versions> all = new HashMap<>();
        jdbc.sql("SELECT id, policy_version, rules_version FROM community").query(row -> {
            all.put(
                    new CommunityId(row.getString("id")),
                    new Versions(row.getInt("policy_version"), row.getLong("rules_version")));
        });
        return all;
    }

    /**
     * The versions by which a community decides now.
     *
     * @param policy the version of the policy
     * @param rules  a number that goes up with every change of a rule
     */
    public record Versions(int policy, long rules) {}
}
