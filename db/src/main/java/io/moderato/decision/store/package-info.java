/** The append-only record of decisions and its feed. */
@NullMarked
package io.moderato.decision.store;

import org.jspecify.annotations.NullMarked;
