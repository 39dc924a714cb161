/** Submitted content, in a store that is also the outbox. */
@NullMarked
package io.moderato.content.store;

import org.jspecify.annotations.NullMarked;
