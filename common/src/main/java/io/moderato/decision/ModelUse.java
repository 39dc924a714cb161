package io.moderato.decision;

/**
 * A model that had a part in a decision.
 *
 * @param stage   the stage that asked it
 * @param version its version, the same only for the same scores
 */
public record ModelUse(String stage, String version) {}
