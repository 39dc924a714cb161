/** The model card: a model, its abilities and its weaknesses, in words and figures. */
@NullMarked
package io.moderato.model.card;

import org.jspecify.annotations.NullMarked;
