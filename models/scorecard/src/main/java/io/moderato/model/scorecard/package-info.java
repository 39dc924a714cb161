/** The measurements of a model, alone and beside other models. */
@NullMarked
package io.moderato.model.scorecard;

import org.jspecify.annotations.NullMarked;
