/** The inference service's start. */
@NullMarked
package io.moderato;

import org.jspecify.annotations.NullMarked;
