/** The append-only record of decisions and its feed. */
@NullMarked
package io.moderato.decision;

import org.jspecify.annotations.NullMarked;
