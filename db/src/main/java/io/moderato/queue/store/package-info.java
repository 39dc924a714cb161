/** The queues that a community's review cases stand in. */
@NullMarked
package io.moderato.queue.store;

import org.jspecify.annotations.NullMarked;
