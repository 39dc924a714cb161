package io.moderato.rules.inference;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.moderato.community.CommunityId;
import io.moderato.rules.RuleSet;
import io.moderato.rules.engine.CompiledRules;
import io.moderato.rules.store.RuleSetsInForce;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The compiled rules of the communities, compiled once for each version. */
@Component
public class RulesInForce {
    private static final Logger LOG = LoggerFactory.getLogger(RulesInForce.class);
    /** The most states for all communities together: some 900 MB at 18 bytes a state. */
    private static final long MAX_STATES = 50_000_000;

    private final RuleSetsInForce ruleSets;
    private final Cache<CommunityId, CompiledRules> compiled = Caffeine.newBuilder()
            .maximumWeight(MAX_STATES)
            .weigher((CommunityId community, CompiledRules rules) -> rules.weight())
            .build();

    RulesInForce(RuleSetsInForce ruleSets) {
        this.ruleSets = ruleSets;
    }

    /**
     * The rules of that version or, if they changed again meanwhile, of a later one. The first caller after a change waits until the new
     * rules are compiled: a decision by outdated rules would be wrong.
     */
    public CompiledRules atLeast(CommunityId community, long version) {
        CompiledRules present = compiled.getIfPresent(community);
        if (present != null && present.version() >= version) {
            return present;
        }
        return compiled.asMap()
                .compute(
                        community,
                        (id, before) -> before != null && before.version() >= version ? before : compile(community));
    }

    private CompiledRules compile(CommunityId community) {
        long start = System.nanoTime();
        RuleSet rules = ruleSets.of(community);
        CompiledRules fresh = CompiledRules.of(rules);
        LOG.info(
                "Rules of {} in version {} compiled: {} states in {} ms",
                community,
                fresh.version(),
                fresh.weight(),
                Duration.ofNanos(System.nanoTime() - start).toMillis());
        return fresh;
    }
}
