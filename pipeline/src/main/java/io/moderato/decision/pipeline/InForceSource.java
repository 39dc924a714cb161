package io.moderato.decision.pipeline;

import io.moderato.community.CommunityId;
import java.util.Map;
import java.util.Set;

/** Tells what communities decide by at this moment. Thread-safe. */
public interface InForceSource {
    /**
     * What is in force in each of these communities, never older than when this is called.
     *
     * @throws io.moderato.problem.ProblemException NOT_FOUND if there is no such community
     */
    Map<CommunityId, InForce> of(Set<CommunityId> communities);
}
