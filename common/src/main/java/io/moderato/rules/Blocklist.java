package io.moderato.rules;

import io.moderato.community.CommunityId;
import io.moderato.decision.Category;
import java.util.UUID;

/**
 * A named set of terms that are treated alike.
 *
 * @param id        the list
 * @param community whose it is
 * @param name      what people call it; decisions name it
 * @param kind      how its terms are read
 * @param category  what a match means
 * @param action    what a match does
 * @param enabled   whether it is in force
 * @param terms     how many terms it has
 * @param editVersion goes up when somebody changes its name, its action or whether it is in force
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
