package io.moderato.rules.store;

import java.util.List;

/**
 * Some of a list's terms.
 *
 * @param version goes up with every change of the list's terms
 * @param terms   by term
 */
public record TermPage(int version, List<Term> terms) {}
