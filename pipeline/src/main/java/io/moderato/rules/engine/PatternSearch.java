package io.moderato.rules.engine;

import io.moderato.rules.Blocklist;
import java.util.Set;

/**
 * What the patterns of a community found in a text.
 *
 * @param hits       where they match, an unfinished pattern at its first match at least
 * @param unfinished the patterns that have more matches than could be looked for, so that places may be missing among the hits
 */
public record PatternSearch(RuleHits hits, Set<UnfinishedPattern> unfinished) {
    /** Nothing found, everything looked for. */
    static PatternSearch nothing() {
        return new PatternSearch(new RuleHits(), Set.of());
    }

    /** A pattern whose matches were not all looked for. */
    public record UnfinishedPattern(Blocklist list, String pattern) {}

    /** Whether all matches of all patterns are among the hits. */
    public boolean finished() {
        return unfinished.isEmpty();
    }
}
