package io.moderato.batch.output;

import io.moderato.decision.ModelUse;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Provenance;
import java.util.List;

/**
 * What a result was made with.
 *
 * @param models the version of each model that scored
 */
record Versions(List<String> models, int policy, long rules) {
    static Versions of(ModerationResult result) {
        Provenance provenance = result.provenance();
        return new Versions(
                provenance.models().stream().map(ModelUse::version).toList(),
                provenance.policyVersion() == null ? 0 : provenance.policyVersion(),
                provenance.rulesVersion() == null ? 0 : provenance.rulesVersion());
    }
}
