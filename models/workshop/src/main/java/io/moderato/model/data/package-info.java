/** Labelled texts and what each source's own labels say about the ten categories. */
@NullMarked
package io.moderato.model.data;

import org.jspecify.annotations.NullMarked;
