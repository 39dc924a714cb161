package io.moderato.decision.inference;

import io.moderato.community.CommunityId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says whose work comes next, so that each community gets its fair share: the work whose communities had the least so far (start-time fair
 * queueing; Goyal, Vin and Cheng, "Start-time fair queueing", IEEE/ACM ToN 5(5), 1997). A community that was idle does not save up turns.
 * Not thread-safe: its user holds a lock.
 */
final class FairOrder {
    /** The cost that was granted to each community, if it is above {@link #now}. */
    private final Map<CommunityId, Long> served = new HashMap<>();
    /** The start of the work granted last; a community that had less counts as having had this much. */
    private long now;

    /** The work that comes next, the earliest in the collection among equals; no value if nothing waits. */
    <W> Optional<W> first(Collection<W> waiting, Function<W, Map<CommunityId, Long>> costs) {
        return waiting.stream().min(Comparator.comparingLong(work -> start(costs.apply(work))));
    }

    /** Counts work as done for its communities. */
    void grant(Map<CommunityId, Long> costs) {
        now = start(costs);
        costs.forEach(
                (community, cost) -> served.merge(community, now + cost, (had, from) -> Math.max(had, now) + cost));
        // a community that had no more than {@code now} need not be remembered
        served.values().removeIf(had -> had <= now);
    }

    /** The start of this work: what was granted to the one of its communities that had the least. */
    private long start(Map<CommunityId, Long> costs) {
        return costs.keySet().stream()
                .mapToLong(community -> Math.max(now, served.getOrDefault(community, now)))
                .min()
                .orElse(now);
    }
}
