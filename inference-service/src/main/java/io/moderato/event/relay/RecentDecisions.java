package io.moderato.event.relay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.decision.store.Decisions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The decisions that this process has just recorded, so that the relay need not read them again. They never change. */
@Component
public class RecentDecisions {
    private static final int MOST = 5_000;
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Decisions decisions;
    private final Cache<DecisionId, Decision> recent =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

    RecentDecisions(Decisions decisions) {
        this.decisions = decisions;
    }

    /** Keeps decisions that were recorded, for a moment. */
    public void remember(List<Decision> recorded) {
        recorded.forEach(decision -> recent.put(decision.id(), decision));
    }

    /**
     * The decisions with those ids: remembered ones, or else read from the database. Each decision is needed only once, so a remembered one
     * is forgotten afterwards.
     */
    Map<DecisionId, Decision> take(Collection<DecisionId> ids) {
        Map<DecisionId, Decision> found = new HashMap<>();
        List<DecisionId> missing = new ArrayList<>();
        for (DecisionId id : ids) {
            Decision decision = recent.getIfPresent(id);
            if (decision == null) {
                missing.add(id);
            } else {
                recent.invalidate(id);
                found.put(id, decision);
            }
        }
        if (!missing.isEmpty()) {
            decisions.findAll(missing).forEach(decision -> found.put(decision.id(), decision));
        }
        return found;
    }
}
