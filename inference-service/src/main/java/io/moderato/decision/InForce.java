package io.moderato.decision;

import io.moderato.policy.Threshold;
import io.moderato.rules.CompiledRules;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a community decides by at this moment.
 *
 * @param policyVersion the policy's version
 * @param thresholds    its thresholds; a category without one is not decided by score
 * @param rules         the rules
 */
public record InForce(int policyVersion, Map<Category, Threshold> thresholds, CompiledRules rules) {
    /** Copies the map. */
    public InForce {
        EnumMap<Category, Threshold> copy = new EnumMap<>(Category.class);
        copy.putAll(thresholds);
        thresholds = Collections.unmodifiableMap(copy);
    }

    /** The provenance of a result that this stage made under these versions. */
    public Provenance provenance(String stage, @Nullable String rule, @Nullable String modelVersion) {
        return new Provenance(stage, rule, modelVersion, policyVersion, rules.version(), false);
    }
}
