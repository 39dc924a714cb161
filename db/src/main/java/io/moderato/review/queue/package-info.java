/** The queues that a community's review cases stand in. */
@NullMarked
package io.moderato.review.queue;

import org.jspecify.annotations.NullMarked;
