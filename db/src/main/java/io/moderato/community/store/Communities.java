package io.moderato.community.store;

import io.moderato.access.store.Actor;
import io.moderato.access.store.Administrator;
import io.moderato.access.store.ApiKey;
import io.moderato.audit.store.AuditTrail;
import io.moderato.community.Community;
import io.moderato.community.CommunityId;
import io.moderato.database.EditVersions;
import io.moderato.database.EditedNames;
import io.moderato.database.EditingStore;
import io.moderato.policy.store.Policies;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.queue.store.Queues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;

/** The communities, as people see and edit them. */
@EditingStore
public class Communities {
    private final CommunityRows rows;
    private final JdbcClient jdbc;
    private final Policies policies;
    private final Queues queues;
    private final AuditTrail audit;

    Communities(CommunityRows rows, JdbcClient jdbc, Policies policies, Queues queues, AuditTrail audit) {
        this.rows = rows;
        this.jdbc = jdbc;
        this.policies = policies;
        this.queues = queues;
        this.audit = audit;
    }

    /** All communities, sorted by id, with the versions that are in force now. */
    public List<Community> all() {
        return rows.findAllByOrderById().stream()
                .map(CommunityEntity::community)
                .toList();
    }

    /** The community of that id. */
    public Optional<Community> find(CommunityId id) {
        return rows.findById(id.value()).map(CommunityEntity::community);
    }

    /**
     * Creates a community under the default policy. An account that does so is a member of it.
     *
     * @throws ProblemException NOT_ALLOWED for a key of one community, INVALID_FIELD without a name, ALREADY_EXISTS for an id that is taken
     */
    @PreAuthorize(Administrator.OF_COMMUNITIES)
    @Transactional
    public void create(Administrator admin, CommunityId id, String name) {
        if (!admin.administersAll()) {
            throw new ProblemException(
                    ProblemKey.NOT_ALLOWED,
                    "Only a key for all communities can create one; this key belongs to one community.");
        }
        EditedNames.require("community", name);
        if (rows.existsById(id.value())) {
            throw new ProblemException(
                    ProblemKey.ALREADY_EXISTS, "There is already a community " + id + ".", "/id", null);
        }
        insert(id, name, admin.username());
        switch (admin) {
            case Actor account ->
                jdbc.sql("INSERT INTO membership (account_id, community_id) VALUES (?, ?)")
                        .params(account.id(), id.value())
                        .update();
            case ApiKey _ -> {
                // a key is a member of nothing
            }
        }
        audit.record(admin.username(), "community.create", id.value(), id, Map.of());
    }

    /**
     * Gives a community another name.
     *
     * @param editVersion the version of the community that the admin saw
     * @throws ProblemException INVALID_FIELD without a name, NOT_FOUND, CHANGED_MEANWHILE if somebody else has changed the community since
     */
    @PreAuthorize(Administrator.OF_COMMUNITIES)
    @Transactional
    public void rename(Administrator admin, CommunityId id, int editVersion, String name) {
        admin.requireAdministers(id, "community");
        EditedNames.require("community", name);
        CommunityEntity community = rows.findById(id.value()).orElseThrow(() -> ProblemException.notFound("community"));
        EditVersions.requireSame("community", editVersion, community.editVersion());
        community.rename(name);
        EditVersions.write("community", rows::flush);
        audit.record(admin.username(), "community.rename", id.value(), id, Map.of("name", name));
    }

    /** Makes sure that the community exists, at the first start or for the demo. */
    @Transactional
    public void bootstrap(CommunityId id, String name) {
        if (!rows.existsById(id.value())) {
            insert(id, name, "system");
        }
    }

    private void insert(CommunityId id, String name, String by) {
        // the row must be written before the statements that refer to it
        rows.saveAndFlush(new CommunityEntity(id, name));
        policies.publishFirst(id, by);
        queues.createFirst(id);
    }
}
