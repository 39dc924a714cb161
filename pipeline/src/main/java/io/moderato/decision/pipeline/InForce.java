package io.moderato.decision.pipeline;

import io.moderato.decision.Provenance;
import io.moderato.policy.PolicyTerms;
import io.moderato.rules.engine.CompiledRules;
import org.jspecify.annotations.Nullable;

/**
 * What a community decides by at this moment.
 *
 * @param policyVersion the policy's version
 * @param terms         what the policy says
 * @param rules         the rules
 */
public record InForce(int policyVersion, PolicyTerms terms, CompiledRules rules) {
    /** The provenance of a result that this stage made under these versions. */
    public Provenance provenance(String stage, @Nullable String rule, @Nullable String modelVersion) {
        return new Provenance(stage, rule, modelVersion, policyVersion, rules.version(), false);
    }
}
