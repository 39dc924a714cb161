package io.moderato.decision.pipeline;

import io.moderato.community.CommunityId;
import java.util.Map;
import java.util.Set;

/** Gives the policies and rules that are in force at this moment. Thread-safe. */
public interface InForceSource {
    /**
     * The policy and rules in force in each of these communities, at the time of this call or later.
     *
     * @throws io.moderato.problem.ProblemException NOT_FOUND if there is no such community
     */
    Map<CommunityId, InForce> of(Set<CommunityId> communities);
}
