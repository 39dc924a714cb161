package io.moderato.rules.store;

import java.util.List;

/**
 * What became of an import.
 *
 * @param added     terms that are new in the list
 * @param duplicate terms that stood there already or twice in the import
 * @param refused   "line N: why", at most 100 of them; nothing of these was added
 * @param costly    patterns of the import, at most 100 of them, that are in the list but may be left unfinished in a long text, because
 *                  after each match they read on for a longer one
 */
public record ImportOutcome(int added, int duplicate, List<String> refused, List<String> costly) {}
