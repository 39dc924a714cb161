/** The inference service's start. */
@NullMarked
package io.moderato.inference;

import org.jspecify.annotations.NullMarked;
