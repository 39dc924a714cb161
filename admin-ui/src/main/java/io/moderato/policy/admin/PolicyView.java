package io.moderato.policy.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.admin.ETag;
import io.moderato.decision.Outcome;
import io.moderato.policy.ChainRule;
import io.moderato.policy.Policy;
import io.moderato.policy.Threshold;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One version of a policy. */
@Schema(name = "Policy")
record PolicyView(
        @Schema(example = "3") int version,

        @Schema(description = "By category; a category without one is not decided by score.")
        Map<String, Limits> thresholds,

        @Schema(description = "By the reason why something was not examined; a reason without one has its default.")
        Map<String, Outcome> unexamined,

        ChainRule chain,
        String note,
        String publishedBy,
        Instant publishedAt,

        @Schema(description = "Send it as If-Match to publish the next version.", example = "\"3\"")
        String etag) {
    static PolicyView of(Policy policy) {
        Map<String, Limits> thresholds = new LinkedHashMap<>();
        policy.terms().thresholds().forEach((category, limits) -> thresholds.put(category.key(), Limits.of(limits)));
        Map<String, Outcome> unexamined = new LinkedHashMap<>();
        policy.terms().unexamined().forEach((reason, outcome) -> unexamined.put(reason.key(), outcome));
        return new PolicyView(
                policy.version(),
                thresholds,
                unexamined,
                policy.terms().chain(),
                policy.note(),
                policy.publishedBy(),
                policy.publishedAt(),
                ETag.of(policy.version()));
    }

    @Schema(name = "Limits")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Limits(
            @Schema(example = "0.9") double rejectAbove,
            @Schema(example = "0.6") @Nullable Double reviewAbove) {
        static Limits of(Threshold threshold) {
            return new Limits(threshold.rejectAbove(), threshold.reviewAbove());
        }
    }

    @Schema(name = "PolicyVersions")
    record Versions(
            List<PolicyView> versions,

            @Schema(description = "Send it as 'before' to read on; missing if there are no earlier versions.")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            Integer before) {}
}
