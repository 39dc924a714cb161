package io.moderato.policy.store;

import io.moderato.access.store.Actor;
import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.decision.UnexaminedReason;
import io.moderato.event.Event;
import io.moderato.event.EventType;
import io.moderato.event.store.Events;
import io.moderato.policy.ChainRule;
import io.moderato.policy.DefaultPolicy;
import io.moderato.policy.Policy;
import io.moderato.policy.PolicyTerms;
import io.moderato.policy.Threshold;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;

/** The communities' policies, in versions that are never changed. */
@Repository
public class Policies {
    private static final TypeReference<Map<Category, Threshold>> THRESHOLDS = new TypeReference<>() {};
    private static final TypeReference<Map<UnexaminedReason, Outcome>> UNEXAMINED = new TypeReference<>() {};
    private static final RowMapper<Policy> POLICY = (row, index) -> new Policy(
            new CommunityId(row.getString("community_id")),
            row.getInt("version"),
            new PolicyTerms(
                    Columns.fromJson(row.getString("thresholds"), THRESHOLDS),
                    Columns.fromJson(row.getString("unexamined"), UNEXAMINED),
                    ChainRule.valueOf(row.getString("chain"))),
            row.getString("note"),
            row.getString("published_by"),
            Columns.instant(row, "published_at"));

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final Events events;

    Policies(JdbcClient jdbc, AuditTrail audit, Events events) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.events = events;
    }

    /**
     * The policy in force.
     *
     * @throws ProblemException NOT_FOUND if there is no such community
     */
    public Policy current(CommunityId community) {
        return jdbc.sql("""
                        SELECT p.* FROM policy p JOIN community c ON c.id = p.community_id AND c.policy_version = p.version
                        WHERE p.community_id = ?
                        """)
                .param(community.value())
                .query(POLICY)
                .optional()
                .orElseThrow(() -> ProblemException.notFound("community"));
    }

    /** All versions, the newest first. */
    public List<Policy> versions(CommunityId community) {
        return jdbc.sql("SELECT * FROM policy WHERE community_id = ? ORDER BY version DESC")
                .param(community.value())
                .query(POLICY)
                .list();
    }

    /**
     * Puts new terms in force as the version after {@code basedOn}.
     *
     * @throws ProblemException CHANGED_MEANWHILE if another version is in force by now
     */
    @PreAuthorize("hasRole('ADMIN') and #admin.username() == authentication.name")
    @Transactional
    public Policy publish(Actor admin, CommunityId community, int basedOn, PolicyTerms terms, String note) {
        int moved = jdbc.sql(
                        "UPDATE community SET policy_version = policy_version + 1 WHERE id = ? AND policy_version = ?")
                .params(community.value(), basedOn)
                .update();
        if (moved == 0) {
            throw new ProblemException(
                    ProblemKey.CHANGED_MEANWHILE,
                    "Somebody published another version while you were editing. Reload to see it, then change it again.");
        }
        insert(community, basedOn + 1, terms, note, admin.username());
        audit.record(
                admin.username(),
                "policy.publish",
                community + " v" + (basedOn + 1),
                community,
                Map.of("terms", Columns.json(terms), "note", note));
        return current(community);
    }

    /** Gives a new community the default thresholds as its version 1, in the caller's transaction. */
    @Transactional
    public void publishFirst(CommunityId community, String by) {
        insert(community, 1, PolicyTerms.of(DefaultPolicy.thresholds()), "Default thresholds of the shipped model", by);
    }

    private void insert(CommunityId community, int version, PolicyTerms terms, String note, String by) {
        jdbc.sql("""
                        INSERT INTO policy (community_id, version, thresholds, unexamined, chain, note, published_by)
                        VALUES (?, ?, ?::jsonb, ?::jsonb, ?, ?, ?)
                        """)
                .params(
                        community.value(),
                        version,
                        Columns.json(terms.thresholds()),
                        Columns.json(terms.unexamined()),
                        terms.chain().name(),
                        note,
                        by)
                .update();
        events.raise(
                new Event(EventType.POLICY_PUBLISHED, community, null, Integer.toString(version), Map.of("by", by)));
    }
}
