package io.moderato.policy;

import io.moderato.community.CommunityId;
import io.moderato.decision.Category;
import java.time.Instant;
import java.util.Map;

/**
 * One version of a community's policy.
 *
 * @param community   the community that the policy belongs to
 * @param version     1, 2, …; never changed once published
 * @param terms       the thresholds and the other terms
 * @param note        the reason for publishing it
 * @param publishedBy the account that published it
 * @param publishedAt the time of publishing
 */
public record Policy(
        CommunityId community, int version, PolicyTerms terms, String note, String publishedBy, Instant publishedAt) {
    /** Its thresholds by category. */
    public Map<Category, Threshold> thresholds() {
        return terms.thresholds();
    }
}
