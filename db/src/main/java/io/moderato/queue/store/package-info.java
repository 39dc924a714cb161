/** The queues of a community's review cases. */
@NullMarked
package io.moderato.queue.store;

import org.jspecify.annotations.NullMarked;
