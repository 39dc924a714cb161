/** The stable keys of everything that can go wrong, and the exception that carries them. */
@NullMarked
package io.moderato.problem;

import org.jspecify.annotations.NullMarked;
