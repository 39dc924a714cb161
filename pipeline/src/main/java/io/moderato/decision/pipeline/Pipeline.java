package io.moderato.decision.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.decision.ModerationResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides about contents by the policies and rules that are in force in their communities at that moment. Stores nothing. */
public class Pipeline {
    private final StageChain chain;
    private final ResultCache cache;
    private final InForceSource communities;
    private final MeterRegistry meters;

    /** A pipeline with that chain and a cache of its earlier results. */
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
        return results(contents, chain::moderate, chain.version());
    }

    /**
     * What all stages find in each content, in order: no outcome ends a content's way, so that a rule does not keep the model from scoring.
     *
     * @throws io.moderato.problem.ProblemException NOT_FOUND if there is no such community
     */
    public List<ModerationResult> score(List<Content> contents) {
        return results(contents, chain::score, "score " + chain.version());
    }

    private List<ModerationResult> results(
            List<Content> contents, Function<List<StageInput>, List<ModerationResult>> asked, String stages) {
        if (contents.isEmpty()) {
            return List.of();
        }
        Map<CommunityId, InForce> inForce =
                communities.of(contents.stream().map(Content::community).collect(Collectors.toSet()));
        List<StageInput> inputs = contents.stream()
                .map(content -> new StageInput(content, Objects.requireNonNull(inForce.get(content.community()))))
                .toList();
        @Nullable ModerationResult[] results = new ModerationResult[contents.size()];
        List<Missing> missing = new ArrayList<>();
        Map<ResultCache.Key, Missing> byKey = new HashMap<>();
        for (int i = 0; i < results.length; i++) {
            StageInput input = inputs.get(i);
            ResultCache.Key key = chain.cacheKey(input)
                    .map(own -> ResultCache.key(input, stages + own))
                    .orElse(null);
            Missing alike = key == null ? null : byKey.get(key);
            if (alike != null) {
                alike.places().add(i);
                continue;
            }
            Optional<ModerationResult> found = key == null ? Optional.empty() : cache.find(key);
            if (found.isPresent()) {
                results[i] = found.get();
                continue;
            }
            Missing unseen = new Missing(input, key, new ArrayList<>(List.of(i)));
            missing.add(unseen);
            if (key != null) {
                byKey.put(key, unseen);
            }
        }
        List<ModerationResult> fresh =
                asked.apply(missing.stream().map(Missing::input).toList());
        for (int m = 0; m < fresh.size(); m++) {
            ModerationResult result = fresh.get(m);
            ResultCache.Key key = missing.get(m).key();
            if (key != null) {
                cache.keep(key, result);
            }
            List<Integer> places = missing.get(m).places();
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

    /** Whether all stages work that must not be skipped. Tells a broken stage from a content that a stage cannot handle. */
    public boolean answers() {
        return chain.answers();
    }

    /** Empties the cache of results. */
    public void forgetResults() {
        cache.clear();
    }

    /**
     * A content that the stages have to judge, with the places of all contents in the batch that are the same.
     *
     * @param key the key to keep the result under; null if it is not kept
     */
    private record Missing(StageInput input, ResultCache.@Nullable Key key, List<Integer> places) {}

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
