package io.moderato.rules;

import io.moderato.community.CommunityId;
import java.util.List;

/**
 * All rules that are in force in a community, as of one version.
 *
 * @param community the community that the rules belong to
 * @param version   the {@code Community.rulesVersion} at the time of reading
 * @param lists     the enabled lists with their terms
 */
public record RuleSet(CommunityId community, long version, List<ListedTerms> lists) {
    /** Copies the list. */
    public RuleSet {
        lists = List.copyOf(lists);
    }

    /**
     * A list and its terms.
     *
     * @param list  the list
     * @param terms its terms as entered
     */
    public record ListedTerms(Blocklist list, List<String> terms) {
        /** Copies the terms. */
        public ListedTerms {
            terms = List.copyOf(terms);
        }
    }
}
