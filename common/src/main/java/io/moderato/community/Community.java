package io.moderato.community;

/**
 * A platform, or a part of one, that is moderated under its own policy.
 *
 * @param id            its short name
 * @param name          its name as people read it
 * @param editVersion   goes up when somebody changes the name
 * @param policyVersion the policy in force
 * @param rulesVersion  goes up with every change of a rule
 */
public record Community(CommunityId id, String name, int editVersion, int policyVersion, long rulesVersion) {}
