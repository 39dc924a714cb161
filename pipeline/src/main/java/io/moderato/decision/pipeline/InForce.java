package io.moderato.decision.pipeline;

import io.moderato.decision.Provenance;
import io.moderato.policy.PolicyTerms;
import io.moderato.rules.engine.CompiledRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policy and rules of a community that are in force at this moment.
 *
 * @param policyVersion the policy's version
 * @param terms         what the policy says
 * @param rules         the rules
 */
public record InForce(int policyVersion, PolicyTerms terms, CompiledRules rules) {
    /**
     * The provenance of a result that this stage made without a model, under these versions; it names the rule that matched, if there is
     * one.
     */
    public Provenance provenance(String stage, @Nullable String rule) {
        return new Provenance(stage, rule, List.of(), policyVersion, rules.version(), false);
    }
}
