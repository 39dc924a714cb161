/** The model card: what a model is, what it can do and where it is weak, in words and figures. */
@NullMarked
package io.moderato.model.card;

import org.jspecify.annotations.NullMarked;
