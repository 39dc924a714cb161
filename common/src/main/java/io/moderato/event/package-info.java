/** The events that the stores write and others listen to. */
@NullMarked
package io.moderato.event;

import org.jspecify.annotations.NullMarked;
