/** In which language a text is, and which of its sentences a model can read. */
@NullMarked
package io.moderato.language;

import org.jspecify.annotations.NullMarked;
