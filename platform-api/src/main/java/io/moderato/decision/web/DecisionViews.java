package io.moderato.decision.web;

import io.moderato.community.CommunityId;
import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.ModerationResult;
import io.moderato.policy.DefaultPolicy;
import io.moderato.policy.Threshold;
import io.moderato.policy.store.PoliciesInForce;
import io.moderato.surface.memory.SharedAnswers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows decisions to platform services, with the severity that their scores have by the policy that decided. */
@Component
public class DecisionViews {
    private static final int REMEMBERED = 10_000;
    /** A version never changes; only the memory is bounded. */
    private static final Duration VERSION_FOR = Duration.ofHours(1);

    private static final Duration IN_FORCE_FOR = Duration.ofSeconds(10);

    private final PoliciesInForce policies;
    private final Map<Category, Threshold> defaults = DefaultPolicy.thresholds();
    private final SharedAnswers<Version, Map<Category, Threshold>> versions =
            new SharedAnswers<>(VERSION_FOR, REMEMBERED);
    private final SharedAnswers<CommunityId, Map<Category, Threshold>> inForce =
            new SharedAnswers<>(IN_FORCE_FOR, REMEMBERED);

    DecisionViews(PoliciesInForce policies) {
        this.policies = policies;
    }

    /** A stored decision about the content that the platform knows by that id. */
    public DecisionView of(Decision decision, String externalId) {
        return DecisionView.of(decision, externalId, severity(decision.community(), decision.result()));
    }

    /** A result that is not kept. */
    public DecisionView ofUnkept(CommunityId community, ModerationResult result) {
        return DecisionView.ofUnkept(result, severity(community, result));
    }

    private Map<Category, Severity> severity(CommunityId community, ModerationResult result) {
        Map<Category, Threshold> thresholds =
                thresholds(community, result.provenance().policyVersion());
        Map<Category, Severity> severity = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            OptionalDouble score = result.scores().of(category);
            // by a category that a policy does not decide by, the default says how bad it is
            Threshold threshold = thresholds.getOrDefault(category, defaults.get(category));
            severity.put(
                    category,
                    score.isEmpty() || threshold == null
                            ? Severity.unknown()
                            : Severity.of(score.getAsDouble(), threshold));
        }
        return severity;
    }

    /** What a human decided has no version; there the policy in force counts. */
    private Map<Category, Threshold> thresholds(CommunityId community, @Nullable Integer version) {
        return version == null
                ? inForce.about(community, () -> policies.of(community).thresholds())
                : versions.about(
                        new Version(community, version),
                        () -> policies.of(community, version).thresholds());
    }

    private record Version(CommunityId community, int number) {}
}
