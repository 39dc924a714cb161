/** How much work waits, and what was done of it, read from the tables and from the log of events. */
@NullMarked
package io.moderato.workload.store;

import org.jspecify.annotations.NullMarked;
