/** Blocklists made ready for matching: an automaton for keywords and compiled patterns. */
@NullMarked
package io.moderato.rules.engine;

import org.jspecify.annotations.NullMarked;
