/** Erasing contents and all that hangs on them. */
@NullMarked
package io.moderato.erasure.store;

import org.jspecify.annotations.NullMarked;
