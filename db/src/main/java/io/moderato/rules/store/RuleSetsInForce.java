package io.moderato.rules.store;

import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import io.moderato.decision.Category;
import io.moderato.problem.ProblemException;
import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.RuleSet;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** The rules that decide now. */
@Repository
public class RuleSetsInForce {
    private static final RowMapper<Blocklist> LIST = (row, index) -> new Blocklist(
            Columns.uuid(row, "id"),
            new CommunityId(row.getString("community_id")),
            row.getString("name"),
            RuleKind.valueOf(row.getString("kind")),
            Category.ofKey(row.getString("category")),
            RuleAction.valueOf(row.getString("action")),
            row.getBoolean("enabled"),
            row.getLong("terms"),
            row.getInt("edit_version"));

    private final JdbcClient jdbc;

    /** The rules of that database. */
    public RuleSetsInForce(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The rules in force with their version, both from one snapshot.
     *
     * @throws ProblemException NOT_FOUND if there is no such community
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public RuleSet of(CommunityId community) {
        long version = jdbc.sql("SELECT rules_version FROM community WHERE id = ?")
                .param(community.value())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> ProblemException.notFound("community"));
        List<Blocklist> lists =
                jdbc.sql("""
                        SELECT b.*, (SELECT count(*) FROM blocklist_term t WHERE t.blocklist_id = b.id) AS terms
                        FROM blocklist b WHERE b.community_id = ? AND b.enabled ORDER BY b.name
                        """).param(community.value()).query(LIST).list();
        return new RuleSet(
                community,
                version,
                lists.stream()
                        .map(list -> new RuleSet.ListedTerms(list, terms(list.id())))
                        .toList());
    }

    private List<String> terms(UUID list) {
        return jdbc.sql("SELECT term FROM blocklist_term WHERE blocklist_id = ? ORDER BY id")
                .param(list)
                .query(String.class)
                .list();
    }
}
