package io.moderato.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What made a decision, exactly enough to make it again.
 *
 * @param stage         the stage or act that decided
 * @param rule          the rule that matched, if one did
 * @param models        the models that scored, whether or not they decided, in the order of the stages; empty if none did
 * @param policyVersion the policy in force, if one was asked
 * @param rulesVersion  the state of the community's rules, if they were asked
 * @param cached        whether an earlier result for the same text was given again
 */
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

    /** The same, decided by that stage and rule. */
    public Provenance decidedBy(String otherStage, @Nullable String otherRule) {
        return new Provenance(otherStage, otherRule, models, policyVersion, rulesVersion, cached);
    }

    /** The same, with these models. */
    public Provenance with(List<ModelUse> used) {
        return new Provenance(stage, rule, used, policyVersion, rulesVersion, cached);
    }

    /** The same, given again. */
    public Provenance again() {
        return new Provenance(stage, rule, models, policyVersion, rulesVersion, true);
    }
}
