package io.moderato.policy.store;

import io.moderato.access.store.Administrator;
import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import io.moderato.database.EditingStore;
import io.moderato.event.Event;
import io.moderato.event.EventType;
import io.moderato.event.store.Events;
import io.moderato.policy.DefaultPolicy;
import io.moderato.policy.Policy;
import io.moderato.policy.PolicyTerms;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.util.List;
import java.util.Map;
import org.springframework.data.domain.Limit;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;

/** The communities' policies, in versions that are never changed. {@link PoliciesInForce} has the policies that decide now. */
@EditingStore
public class Policies {
    private final PolicyRows rows;
    private final VersionRows inForce;
    private final AuditTrail audit;
    private final Events events;

    Policies(PolicyRows rows, VersionRows inForce, AuditTrail audit, Events events) {
        this.rows = rows;
        this.inForce = inForce;
        this.audit = audit;
        this.events = events;
    }

    /** All versions, the newest first. */
    public List<Policy> versions(CommunityId community) {
        return rows.findByKeyCommunityIdOrderByKeyVersionDesc(community.value()).stream()
                .map(PolicyEntity::policy)
                .toList();
    }

    /** The versions below that number, the newest first, at most that many. */
    public List<Policy> versions(CommunityId community, int before, int limit) {
        return rows
                .findByKeyCommunityIdAndKeyVersionLessThanOrderByKeyVersionDesc(
                        community.value(), before, Limit.of(limit))
                .stream()
                .map(PolicyEntity::policy)
                .toList();
    }

    /**
     * Puts new terms in force as the version after {@code basedOn}.
     *
     * @throws ProblemException NOT_FOUND if there is no such community, CHANGED_MEANWHILE if another version has come into force in the
     *     meantime
     */
    @PreAuthorize(Administrator.OF_POLICIES)
    @Transactional
    public Policy publish(Administrator admin, CommunityId community, int basedOn, PolicyTerms terms, String note) {
        admin.requireAdministers(community, "community");
        int version = inForce.findById(community.value())
                .orElseThrow(() -> ProblemException.notFound("community"))
                .policyVersion();
        if (version != basedOn + 1) {
            throw new ProblemException(
                    ProblemKey.CHANGED_MEANWHILE,
                    "Somebody published another version while you were editing. Reload to see it, then change it again.");
        }
        Policy published = insert(community, version, terms, note, admin.username());
        audit.record(
                admin.username(),
                "policy.publish",
                community + " v" + version,
                community,
                Map.of("terms", Columns.json(terms), "note", note));
        return published;
    }

    /** Gives a new community the default thresholds as its version 1, in the caller's transaction. */
    @Transactional
    public void publishFirst(CommunityId community, String by) {
        insert(community, 1, PolicyTerms.of(DefaultPolicy.thresholds()), "Default thresholds of the shipped model", by);
    }

    private Policy insert(CommunityId community, int version, PolicyTerms terms, String note, String by) {
        PolicyEntity policy = rows.saveAndFlush(new PolicyEntity(community, version, terms, note, by));
        events.raise(
                new Event(EventType.POLICY_PUBLISHED, community, null, Integer.toString(version), Map.of("by", by)));
        return policy.policy();
    }
}
