package io.moderato.community;

/**
 * A platform, or a part of one, that is moderated under its own policy.
 *
 * @param id            its short name
 * @param name          its name as people read it
 * @param policyVersion the policy in force
 * @param rulesVersion  goes up with every change of a rule
 */
public record Community(CommunityId id, String name, int policyVersion, long rulesVersion) {}
