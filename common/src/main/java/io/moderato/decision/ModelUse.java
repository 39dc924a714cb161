package io.moderato.decision;

/**
 * A model that had a part in a decision.
 *
 * @param stage   the stage that asked it
 * @param version the model's version; two models with the same version give the same scores
 */
public record ModelUse(String stage, String version) {}
