package io.moderato.decision.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.moderato.community.CommunityId;
import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.ModerationResult;
import io.moderato.policy.DefaultPolicy;
import io.moderato.policy.Threshold;
import io.moderato.policy.store.PoliciesInForce;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows decisions to platform services, with the severity that their scores have by the policy that decided. */
@Component
public class DecisionViews {
    private static final int REMEMBERED = 10_000;
    private static final Duration IN_FORCE_FOR = Duration.ofSeconds(10);

    private final PoliciesInForce policies;
    private final Map<Category, Threshold> defaults = DefaultPolicy.thresholds();
    private final Cache<Version, Map<Category, Threshold>> versions =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Cache<CommunityId, Map<Category, Threshold>> inForce = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(IN_FORCE_FOR)
            .build();

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

    /** A version never changes. What a human decided has none; there the policy in force counts. */
    private Map<Category, Threshold> thresholds(CommunityId community, @Nullable Integer version) {
        return Objects.requireNonNull(
                version == null
                        ? inForce.get(community, of -> policies.of(of).thresholds())
                        : versions.get(
                                new Version(community, version),
                                of -> policies.of(of.community(), of.number()).thresholds()));
    }

    private record Version(CommunityId community, int number) {}
}
