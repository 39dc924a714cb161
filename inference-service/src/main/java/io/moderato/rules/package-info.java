/** Blocklists made ready for matching: an automaton for keywords, compiled patterns, kept for each version of a community's rules. */
@NullMarked
package io.moderato.rules;

import org.jspecify.annotations.NullMarked;
