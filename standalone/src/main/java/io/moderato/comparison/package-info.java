/** Compares the scores of an old endpoint with ours, text by text, and suggests limits that keep what the old ones did. */
@NullMarked
package io.moderato.comparison;

import org.jspecify.annotations.NullMarked;
