/** One form for all the ways in which people write the same words, with the way back to the places in the text as posted. */
@NullMarked
package io.moderato.text;

import org.jspecify.annotations.NullMarked;
