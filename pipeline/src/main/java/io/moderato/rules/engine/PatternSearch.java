package io.moderato.rules.engine;

import io.moderato.rules.Blocklist;
import java.util.Set;

/**
 * The result of searching a text for the patterns of a community.
 *
 * @param hits       the places where patterns match; for an unfinished pattern, at least its first match
 * @param unfinished the patterns that were not searched to the end, so that some of their places may be missing among the hits
 */
public record PatternSearch(RuleHits hits, Set<UnfinishedPattern> unfinished) {
    /** A finished search that found nothing. */
    static PatternSearch nothing() {
        return new PatternSearch(new RuleHits(), Set.of());
    }

    /** A pattern that was not searched to the end of the text. */
    public record UnfinishedPattern(Blocklist list, String pattern) {}

    /** Whether all matches of all patterns are among the hits. */
    public boolean finished() {
        return unfinished.isEmpty();
    }
}
