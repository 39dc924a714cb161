package io.moderato.policy.store;

import io.moderato.database.Columns;
import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.decision.UnexaminedReason;
import io.moderato.policy.ChainRule;
import io.moderato.policy.PolicyTerms;
import io.moderato.policy.Threshold;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/** Reads the terms of a policy from its columns. */
final class StoredTerms {
    private static final TypeReference<Map<Category, Threshold>> THRESHOLDS = new TypeReference<>() {};
    private static final TypeReference<Map<UnexaminedReason, Outcome>> UNEXAMINED = new TypeReference<>() {};

    private StoredTerms() {}

    static PolicyTerms read(String thresholds, String unexamined, String chain) {
        return new PolicyTerms(
                Columns.fromJson(thresholds, THRESHOLDS),
                Columns.fromJson(unexamined, UNEXAMINED),
                ChainRule.valueOf(chain));
    }
}
