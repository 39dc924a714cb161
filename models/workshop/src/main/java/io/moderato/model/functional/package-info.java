/** Labelled sentences that test, function by function, whether a model tells abuse from its harmless twins, and teach it to. */
@NullMarked
package io.moderato.model.functional;

import org.jspecify.annotations.NullMarked;
