/** The log of what the stores did, and the place up to which each listener has read it. */
@NullMarked
package io.moderato.event.store;

import org.jspecify.annotations.NullMarked;
