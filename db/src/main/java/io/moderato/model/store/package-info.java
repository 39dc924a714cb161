/** The models that the instances run. */
@NullMarked
package io.moderato.model.store;

import org.jspecify.annotations.NullMarked;
