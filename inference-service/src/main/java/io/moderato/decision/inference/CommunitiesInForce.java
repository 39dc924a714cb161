package io.moderato.decision.inference;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.moderato.community.CommunityId;
import io.moderato.community.store.VersionsInForce;
import io.moderato.decision.pipeline.InForce;
import io.moderato.decision.pipeline.InForceSource;
import io.moderato.policy.Policy;
import io.moderato.policy.store.PoliciesInForce;
import io.moderato.problem.ProblemException;
import io.moderato.rules.inference.RulesInForce;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Reads the policies and rules in force from the database: the communities' versions once for each batch, and a policy or rules only if
 * their version is new.
 */
@Component
final class CommunitiesInForce implements InForceSource {
    private static final int MAX_POLICIES = 10_000;

    private final VersionsInForce versions;
    private final PoliciesInForce policies;
    private final RulesInForce rules;
    private final Cache<CommunityId, Policy> knownPolicies =
            Caffeine.newBuilder().maximumSize(MAX_POLICIES).build();

    CommunitiesInForce(VersionsInForce versions, PoliciesInForce policies, RulesInForce rules) {
        this.versions = versions;
        this.policies = policies;
        this.rules = rules;
    }

    @Override
    public Map<CommunityId, InForce> of(Set<CommunityId> wanted) {
        Map<CommunityId, VersionsInForce.Versions> all = versions.all();
        Map<CommunityId, InForce> inForce = new HashMap<>();
        for (CommunityId id : wanted) {
            VersionsInForce.Versions now = all.get(id);
            if (now == null) {
                throw ProblemException.notFound("community");
            }
            Policy policy = policy(id, now.policy());
            inForce.put(id, new InForce(policy.version(), policy.terms(), rules.atLeast(id, now.rules())));
        }
        return inForce;
    }

    private Policy policy(CommunityId community, int version) {
        Policy known = knownPolicies.getIfPresent(community);
        if (known != null && known.version() >= version) {
            return known;
        }
        Policy current = policies.of(community);
        knownPolicies.put(community, current);
        return current;
    }
}
