/**
 * Labelled sentences that test, function by function, whether a model tells abuse from harmless twins. They also teach a model to do so.
 */
@NullMarked
package io.moderato.model.functional;

import org.jspecify.annotations.NullMarked;
