package io.moderato.decision.inference;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.moderato.community.Community;
import io.moderato.community.CommunityId;
import io.moderato.community.store.Communities;
import io.moderato.decision.pipeline.InForce;
import io.moderato.decision.pipeline.InForceSource;
import io.moderato.policy.Policy;
import io.moderato.policy.store.Policies;
import io.moderato.problem.ProblemException;
import io.moderato.rules.inference.RulesInForce;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What is in force, by the database: one look at the communities' versions for each batch; what has that version is remembered. */
@Component
final class CommunitiesInForce implements InForceSource {
    private static final int MAX_POLICIES = 10_000;

    private final Communities communities;
    private final Policies policies;
    private final RulesInForce rules;
    private final Cache<CommunityId, Policy> knownPolicies =
            Caffeine.newBuilder().maximumSize(MAX_POLICIES).build();

    CommunitiesInForce(Communities communities, Policies policies, RulesInForce rules) {
        this.communities = communities;
        this.policies = policies;
        this.rules = rules;
    }

    @Override
    public Map<CommunityId, InForce> of(Set<CommunityId> wanted) {
        Map<CommunityId, Community> byId = new HashMap<>();
        communities.all().forEach(community -> byId.put(community.id(), community));
        Map<CommunityId, InForce> inForce = new HashMap<>();
        for (CommunityId id : wanted) {
            Community community = byId.get(id);
            if (community == null) {
                throw ProblemException.notFound("community");
            }
            Policy policy = policy(community);
            inForce.put(id, new InForce(policy.version(), policy.terms(), rules.atLeast(id, community.rulesVersion())));
        }
        return inForce;
    }

    private Policy policy(Community community) {
        Policy known = knownPolicies.getIfPresent(community.id());
        if (known != null && known.version() >= community.policyVersion()) {
            return known;
        }
        Policy current = policies.current(community.id());
        knownPolicies.put(community.id(), current);
        return current;
    }
}
