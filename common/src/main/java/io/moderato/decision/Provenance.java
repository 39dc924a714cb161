package io.moderato.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stage, rule, models and versions behind a decision: enough to make the same decision again.
 *
 * @param stage         the stage that decided, or the act of a person
 * @param rule          the rule that matched, if there is one
 * @param models        the models that scored, whether or not they decided, in the order of the stages; empty if no model scored
 * @param policyVersion the version of the policy in force, if the decision used one
 * @param rulesVersion  the version of the community's rules, if the decision used them
 * @param cached        whether an earlier result for the same text was reused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Provenance(
        String stage,
        @Nullable String rule,
        List<ModelUse> models,
        @Nullable Integer policyVersion,
        @Nullable Long rulesVersion,
        boolean cached) {
    /** Copies the list. */
    public Provenance {
        models = List.copyOf(models);
    }

    /** The same provenance, but decided by that stage and rule. */
    public Provenance decidedBy(String otherStage, @Nullable String otherRule) {
        return new Provenance(otherStage, otherRule, models, policyVersion, rulesVersion, cached);
    }

    /** The same provenance, but with these models. */
    public Provenance with(List<ModelUse> used) {
        return new Provenance(stage, rule, used, policyVersion, rulesVersion, cached);
    }

    /** The same provenance, marked as reused. */
    public Provenance again() {
        return new Provenance(stage, rule, models, policyVersion, rulesVersion, true);
    }
}
