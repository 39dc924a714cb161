/** The log of what the stores did, and how far each listener has read it. */
@NullMarked
package io.moderato.event.store;

import org.jspecify.annotations.NullMarked;
