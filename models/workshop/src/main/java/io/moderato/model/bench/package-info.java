/** The speed of a model, beside the most that the machine allows, measured in one run. */
@NullMarked
package io.moderato.model.bench;

import org.jspecify.annotations.NullMarked;
