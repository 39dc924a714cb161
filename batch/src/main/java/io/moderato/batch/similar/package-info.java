/** Texts that are nearly the same, found without comparing each with each. */
@NullMarked
package io.moderato.batch.similar;

import org.jspecify.annotations.NullMarked;
