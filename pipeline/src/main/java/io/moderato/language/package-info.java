/** Finds the language of a text, and the sentences that a model can read. */
@NullMarked
package io.moderato.language;

import org.jspecify.annotations.NullMarked;
