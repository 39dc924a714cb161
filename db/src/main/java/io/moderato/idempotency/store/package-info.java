/** Calls that their caller may repeat: what was answered the first time. */
@NullMarked
package io.moderato.idempotency.store;

import org.jspecify.annotations.NullMarked;
