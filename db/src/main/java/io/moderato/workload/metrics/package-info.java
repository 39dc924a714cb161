/** Metrics of the work that waits and of the work that is done, for operators. */
@NullMarked
package io.moderato.workload.metrics;

import org.jspecify.annotations.NullMarked;
