package io.moderato.openai.web;

import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.decision.ModelUse;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.http.PipelineCalls;
import io.moderato.model.store.ServingModel;
import io.moderato.openai.store.CategoryMapping;
import io.moderato.openai.store.MappingsInForce;
import io.moderato.policy.Policy;
import io.moderato.policy.store.PoliciesInForce;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Sends the items of a request to the pipeline, a few at a time, and gives the results in the vendor's form. Stores nothing. */
@Component
class Scoring {
    private static final int CHARS_PER_CALL = 256 * 1024;
    private static final String BY_RULES_ALONE = "rules";

    private final PipelineCalls pipeline;
    private final PoliciesInForce policies;
    private final MappingsInForce mappings;
    private final ServedModels models;
    private final OpenAiSettings settings;

    Scoring(
            PipelineCalls pipeline,
            PoliciesInForce policies,
            MappingsInForce mappings,
            ServedModels models,
            OpenAiSettings settings) {
        this.pipeline = pipeline;
        this.policies = policies;
        this.mappings = mappings;
        this.models = models;
        this.settings = settings;
    }

    /**
     * The answer about those items under the community's policy.
     *
     * @throws io.moderato.problem.ProblemException NOT_FOUND with a {@link VendorFault} if another model than the wanted one scored; or the
     *     problem of the pipeline if it cannot answer
     */
    ModerationsAnswer answer(CommunityId community, List<Item> items, ServedModels.Wanted wanted) {
        List<ModerationResult> found = found(community, items);
        if (!found.stream().allMatch(wanted::isMetBy)) {
            throw models.notRunning(String.join(", ", wanted.versions()));
        }
        CategoryMapping mapping = mappings.of(community);
        Policy inForce = policies.of(community);
        Map<Integer, Policy> decidedBy = new HashMap<>(Map.of(inForce.version(), inForce));
        List<ModerationsAnswer.Result> results = new ArrayList<>(items.size());
        int newest = 0;
        for (int i = 0; i < items.size(); i++) {
            ModerationResult result = found.get(i);
            Integer version = result.provenance().policyVersion();
            // a policy may be published between a decision and its answer; the answer uses the thresholds that decided
            Policy policy = version == null
                    ? inForce
                    : decidedBy.computeIfAbsent(version, older -> policies.of(community, older));
            newest = Math.max(newest, policy.version());
            results.add(new Evidence(result, items.get(i), policy.terms()).told(mapping));
        }
        return named(found, newest, results);
    }

    private List<ModerationResult> found(CommunityId community, List<Item> items) {
        Instant now = Instant.now();
        List<ModerationResult> results = new ArrayList<>(items.size());
        List<Content> call = new ArrayList<>();
        int chars = 0;
        for (Item item : items) {
            if (call.size() == settings.callBatch()
                    || !call.isEmpty() && chars + item.text().length() > CHARS_PER_CALL) {
                results.addAll(pipeline.moderate(List.copyOf(call)));
                call.clear();
                chars = 0;
            }
            call.add(item.content(community, now));
            chars += item.text().length();
        }
        results.addAll(pipeline.moderate(List.copyOf(call)));
        return results;
    }

    private ModerationsAnswer named(
            List<ModerationResult> found, int policyVersion, List<ModerationsAnswer.Result> results) {
        List<String> versions = found.stream()
                .flatMap(result -> result.provenance().models().stream())
                .map(ModelUse::version)
                .distinct()
                .toList();
        Map<String, String> ids = models.serving().stream()
                .collect(Collectors.toMap(ServingModel::version, ServedModels::id, (first, _) -> first));
        return new ModerationsAnswer(
                "modr-" + UUID.randomUUID().toString().replace("-", ""),
                versions.isEmpty()
                        ? BY_RULES_ALONE
                        : versions.stream()
                                .map(version -> ids.getOrDefault(version, version))
                                .collect(Collectors.joining("+")),
                versions.isEmpty() ? null : String.join("+", versions),
                policyVersion,
                results);
    }
}
