/** The stage that asks the model. */
@NullMarked
package io.moderato.model.pipeline;

import org.jspecify.annotations.NullMarked;
