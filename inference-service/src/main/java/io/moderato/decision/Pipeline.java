package io.moderato.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.community.Communities;
import io.moderato.community.Community;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.policy.Policies;
import io.moderato.policy.Policy;
import io.moderato.problem.ProblemException;
import io.moderato.rules.RulesInForce;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides about contents by what is in force in their communities at that moment. Stores nothing. */
@Component
public class Pipeline {
    private static final int MAX_POLICIES = 10_000;

    private final StageChain chain;
    private final MlClassifier classifier;
    private final ResultCache cache;
    private final Communities communities;
    private final Policies policies;
    private final RulesInForce rules;
    private final MeterRegistry meters;
    private final Cache<CommunityId, Policy> knownPolicies =
            Caffeine.newBuilder().maximumSize(MAX_POLICIES).build();

    Pipeline(
            StageChain chain,
            MlClassifier classifier,
            ResultCache cache,
            Communities communities,
            Policies policies,
            RulesInForce rules,
            MeterRegistry meters) {
        this.chain = chain;
        this.classifier = classifier;
        this.cache = cache;
        this.communities = communities;
        this.policies = policies;
        this.rules = rules;
        this.meters = meters;
    }

    /**
     * The result for each content, in order. The versions in force are read once, before the first stage.
     *
     * @throws ProblemException NOT_FOUND if there is no such community
     */
    public List<ModerationResult> moderate(List<Content> contents) {
        if (contents.isEmpty()) {
            return List.of();
        }
        Map<CommunityId, InForce> inForce = inForce(contents);
        String model = classifier.modelVersion();
        @Nullable ModerationResult[] results = new ModerationResult[contents.size()];
        Map<ResultCache.Key, List<Integer>> missing = new LinkedHashMap<>();
        for (int i = 0; i < results.length; i++) {
            Content content = contents.get(i);
            ResultCache.Key key =
                    ResultCache.key(content, Objects.requireNonNull(inForce.get(content.community())), model);
            Optional<ModerationResult> found = cache.find(key);
            if (found.isPresent()) {
                results[i] = found.get();
            } else {
                missing.computeIfAbsent(key, unseen -> new ArrayList<>(1)).add(i);
            }
        }
        List<StageInput> inputs = missing.values().stream()
                .map(places -> contents.get(places.getFirst()))
                .map(content -> new StageInput(content, Objects.requireNonNull(inForce.get(content.community()))))
                .toList();
        List<ModerationResult> fresh = chain.moderate(inputs);
        int next = 0;
        for (Map.Entry<ResultCache.Key, List<Integer>> entry : missing.entrySet()) {
            ModerationResult result = fresh.get(next++);
            cache.keep(entry.getKey(), result);
            List<Integer> places = entry.getValue();
            results[places.getFirst()] = result;
            for (int place : places.subList(1, places.size())) {
                results[place] = ResultCache.cached(result);
            }
        }
        List<ModerationResult> all =
                Arrays.stream(results).map(Objects::requireNonNull).toList();
        all.forEach(this::count);
        return all;
    }

    /** Whether the model works at all. */
    public boolean modelAnswers() {
        return classifier.answers();
    }

    /** Forgets all results that were kept for texts that come again. */
    public void forgetResults() {
        cache.clear();
    }

    private Map<CommunityId, InForce> inForce(List<Content> contents) {
        Map<CommunityId, Community> byId = new HashMap<>();
        communities.all().forEach(community -> byId.put(community.id(), community));
        Map<CommunityId, InForce> inForce = new HashMap<>();
        for (Content content : contents) {
            inForce.computeIfAbsent(content.community(), id -> {
                Community community = byId.get(id);
                if (community == null) {
                    throw ProblemException.notFound("community");
                }
                Policy policy = policy(community);
                return new InForce(policy.version(), policy.terms(), rules.atLeast(id, community.rulesVersion()));
            });
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

    private void count(ModerationResult result) {
        meters.counter(
                        "moderato.pipeline.results",
                        "outcome",
                        result.outcome().name(),
                        "stage",
                        result.provenance().stage(),
                        "cached",
                        Boolean.toString(result.provenance().cached()))
                .increment();
    }
}
