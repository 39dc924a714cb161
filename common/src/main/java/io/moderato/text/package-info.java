/** Normalised text: one form for all the ways to write the same words, with a map back to the text as posted. */
@NullMarked
package io.moderato.text;

import org.jspecify.annotations.NullMarked;
