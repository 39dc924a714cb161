/** Labelled texts, and the translation of each source's own labels into the ten categories. */
@NullMarked
package io.moderato.model.data;

import org.jspecify.annotations.NullMarked;
