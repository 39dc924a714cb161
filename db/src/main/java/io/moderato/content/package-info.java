/** Submitted content: the store that is also the outbox. */
@NullMarked
package io.moderato.content;

import org.jspecify.annotations.NullMarked;
