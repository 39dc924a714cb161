/** Faults on purpose: whether anything that was accepted is lost or decided twice, and how long it takes until all goes on. */
@NullMarked
package io.moderato.chaos;

import org.jspecify.annotations.NullMarked;
