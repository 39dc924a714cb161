package io.moderato.policy;

import io.moderato.community.CommunityId;
import io.moderato.decision.Category;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One version of a community's thresholds. A category without a threshold is not decided by score.
 *
 * @param community   whose policy it is
 * @param version     1, 2, …; never changed once published
 * @param thresholds  by category
 * @param note        why it was published
 * @param publishedBy by whom
 * @param publishedAt when
 */
public record Policy(
        CommunityId community,
        int version,
        Map<Category, Threshold> thresholds,
        String note,
        String publishedBy,
        Instant publishedAt) {
    /** Copies the map. */
    public Policy {
        EnumMap<Category, Threshold> copy = new EnumMap<>(Category.class);
        copy.putAll(thresholds);
        thresholds = Collections.unmodifiableMap(copy);
    }
}
