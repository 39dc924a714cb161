package io.moderato.rules;

import java.util.List;

/**
 * What became of an import.
 *
 * @param added     terms that are new in the list
 * @param duplicate terms that stood there already or twice in the import
 * @param refused   "line N: why", at most 100 of them; nothing of these was added
 */
public record ImportOutcome(int added, int duplicate, List<String> refused) {}
