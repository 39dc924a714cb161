package io.moderato.rules.store;

import java.util.List;

/**
 * What became of a change of a list's terms.
 *
 * @param added   terms that are new in the list
 * @param removed terms that are no longer in it
 * @param costly  patterns among the added ones, at most 100, that may be left unfinished in a long text ({@link ImportOutcome})
 * @param version the version of the list's terms from now on
 */
public record TermsChange(int added, int removed, List<String> costly, int version) {}
