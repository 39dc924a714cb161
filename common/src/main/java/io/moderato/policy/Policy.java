package io.moderato.policy;

import io.moderato.community.CommunityId;
import io.moderato.decision.Category;
import java.time.Instant;
import java.util.Map;

/**
 * One version of what a community decides by.
 *
 * @param community   whose policy it is
 * @param version     1, 2, …; never changed once published
 * @param terms       what it says
 * @param note        why it was published
 * @param publishedBy by whom
 * @param publishedAt when
 */
public record Policy(
        CommunityId community, int version, PolicyTerms terms, String note, String publishedBy, Instant publishedAt) {
    /** Its thresholds by category. */
    public Map<Category, Threshold> thresholds() {
        return terms.thresholds();
    }
}
