/** Texts rewritten in the ways of people: to get past a filter, or in haste. */
@NullMarked
package io.moderato.model.augment;

import org.jspecify.annotations.NullMarked;
