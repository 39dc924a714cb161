package io.moderato.decision;

import org.jspecify.annotations.Nullable;

/**
 * What made a decision, exactly enough to make it again.
 *
 * @param stage         the stage or act that decided
 * @param rule          the rule that matched, if one did
 * @param modelVersion  the model that scored, if one did
 * @param policyVersion the policy in force, if one was asked
 * @param rulesVersion  the state of the community's rules, if they were asked
 * @param cached        whether an earlier result for the same text was given again
 */
public record Provenance(
        String stage,
        @Nullable String rule,
        @Nullable String modelVersion,
        @Nullable Integer policyVersion,
        @Nullable Long rulesVersion,
        boolean cached) {}
