package io.moderato.rules.engine;

import io.moderato.rules.Blocklist;

/**
 * A place in a text where a rule applies.
 *
 * @param list  the list that the rule stands in
 * @param rule  the rule in its normalised form
 * @param start UTF-16 offset of the first char in the text that was searched
 * @param end   UTF-16 offset after the last char
 */
public record RuleHit(Blocklist list, String rule, int start, int end) {}
