package io.moderato.decision.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.decision.ModerationResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides about contents by what is in force in their communities at that moment. Stores nothing. */
public class Pipeline {
    private final StageChain chain;
    private final ResultCache cache;
    private final InForceSource communities;
    private final MeterRegistry meters;

    /** The chain, behind a cache of what it found before. */
    public Pipeline(StageChain chain, ResultCache cache, InForceSource communities, MeterRegistry meters) {
        this.chain = chain;
        this.cache = cache;
        this.communities = communities;
        this.meters = meters;
    }

    /**
     * The result for each content, in order. The versions in force are read once, before the first stage.
     *
     * @throws io.moderato.problem.ProblemException NOT_FOUND if there is no such community
     */
    public List<ModerationResult> moderate(List<Content> contents) {
        if (contents.isEmpty()) {
            return List.of();
        }
        Map<CommunityId, InForce> inForce =
                communities.of(contents.stream().map(Content::community).collect(Collectors.toSet()));
        String stages = chain.version();
        @Nullable ModerationResult[] results = new ModerationResult[contents.size()];
        Map<ResultCache.Key, List<Integer>> missing = new LinkedHashMap<>();
        for (int i = 0; i < results.length; i++) {
            Content content = contents.get(i);
            ResultCache.Key key =
                    ResultCache.key(content, Objects.requireNonNull(inForce.get(content.community())), stages);
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

    /** Whether every stage works at all: tells a broken stage from a content that it cannot take. */
    public boolean answers() {
        return chain.answers();
    }

    /** Forgets all results that were kept for texts that come again. */
    public void forgetResults() {
        cache.clear();
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
