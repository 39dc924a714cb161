package io.moderato.rules.store;

import java.util.List;

/**
 * The outcome of an import.
 *
 * @param added     the number of terms that are new in the list
 * @param duplicate the number of terms that were in the list already, or twice in the import
 * @param refused   the refused lines as "line N: why", at most 100; none of them was added
 * @param costly    patterns of the import, at most 100, that were added but may be left unfinished in a long text, because after each match
 *     they read on for a longer match
 */
public record ImportOutcome(int added, int duplicate, List<String> refused, List<String> costly) {}
