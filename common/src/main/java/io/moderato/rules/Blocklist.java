package io.moderato.rules;

import io.moderato.community.CommunityId;
import io.moderato.decision.Category;
import java.util.UUID;

/**
 * A named set of terms that are treated alike.
 *
 * @param id        the list
 * @param community the community that the list belongs to
 * @param name      what people call it; decisions name it
 * @param kind      whether its terms are words or patterns
 * @param category  the category of every match
 * @param action    the action that follows from a match
 * @param enabled   whether it is in force
 * @param terms     how many terms it has
 * @param editVersion goes up when somebody changes its name or its action, or puts it in or out of force
 */
public record Blocklist(
        UUID id,
        CommunityId community,
        String name,
        RuleKind kind,
        Category category,
        RuleAction action,
        boolean enabled,
        long terms,
        int editVersion) {}
