package io.moderato.rules.engine;

import io.moderato.community.CommunityId;
import io.moderato.decision.Category;
import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Builds rule sets as the store would hand them out. */
public final class RuleSets {
    private static final CommunityId COMMUNITY = new CommunityId("test");

    private final List<RuleSet.ListedTerms> lists = new ArrayList<>();

    public RuleSets keywords(String name, Category category, RuleAction action, String... terms) {
        return list(RuleKind.KEYWORD, name, category, action, List.of(terms));
    }

    public RuleSets patterns(String name, Category category, RuleAction action, String... patterns) {
        return list(RuleKind.PATTERN, name, category, action, List.of(patterns));
    }

    RuleSets list(RuleKind kind, String name, Category category, RuleAction action, List<String> terms) {
        lists.add(new RuleSet.ListedTerms(
                new Blocklist(UUID.randomUUID(), COMMUNITY, name, kind, category, action, true, terms.size(), 0),
                terms));
        return this;
    }

    public CompiledRules compiled() {
        return CompiledRules.of(new RuleSet(COMMUNITY, 1, lists));
    }
}
