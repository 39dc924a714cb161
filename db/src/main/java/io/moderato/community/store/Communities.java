package io.moderato.community.store;

import io.moderato.access.store.Actor;
import io.moderato.audit.store.AuditTrail;
import io.moderato.community.Community;
import io.moderato.community.CommunityId;
import io.moderato.policy.store.Policies;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.review.queue.Queues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The communities and the versions of what they decide by. */
@Repository
public class Communities {
    private static final RowMapper<Community> COMMUNITY = (row, index) -> new Community(
            new CommunityId(row.getString("id")),
            row.getString("name"),
            row.getInt("policy_version"),
            row.getLong("rules_version"));

    private final JdbcClient jdbc;
    private final Policies policies;
    private final Queues queues;
    private final AuditTrail audit;

    Communities(JdbcClient jdbc, Policies policies, Queues queues, AuditTrail audit) {
        this.jdbc = jdbc;
        this.policies = policies;
        this.queues = queues;
        this.audit = audit;
    }

    /** All communities by id, with the versions that are in force now. Cheap enough to ask before every batch. */
    public List<Community> all() {
        return jdbc.sql("SELECT * FROM community ORDER BY id").query(COMMUNITY).list();
    }

    /** The community of that id. */
    public Optional<Community> find(CommunityId id) {
        return jdbc.sql("SELECT * FROM community WHERE id = ?")
                .param(id.value())
                .query(COMMUNITY)
                .optional();
    }

    /**
     * Creates a community under the default policy.
     *
     * @throws ProblemException ALREADY_EXISTS for an id that is taken
     */
    @PreAuthorize("hasRole('ADMIN') and #admin.username() == authentication.name")
    @Transactional
    public void create(Actor admin, CommunityId id, String name) {
        if (find(id).isPresent()) {
            throw new ProblemException(
                    ProblemKey.ALREADY_EXISTS, "There is already a community " + id + ".", "/id", null);
        }
        insert(id, name, admin.username());
        jdbc.sql("INSERT INTO membership (account_id, community_id) VALUES (?, ?)")
                .params(admin.id(), id.value())
                .update();
        audit.record(admin.username(), "community.create", id.value(), id, Map.of());
    }

    /** Makes sure that the community exists, at the first start or for the demo. */
    @Transactional
    public void bootstrap(CommunityId id, String name) {
        if (find(id).isEmpty()) {
            insert(id, name, "system");
        }
    }

    private void insert(CommunityId id, String name, String by) {
        jdbc.sql("INSERT INTO community (id, name) VALUES (?, ?)")
                .params(id.value(), name)
                .update();
        policies.publishFirst(id, by);
        queues.createFirst(id);
    }
}
