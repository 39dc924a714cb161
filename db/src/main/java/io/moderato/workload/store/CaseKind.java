package io.moderato.workload.store;

import io.moderato.review.opening.Cause;

/**
 * What cases are counted by.
 *
 * @param queue the name of the queue; queues of the same name in several communities count as one
 * @param cause what opened the case first
 */
public record CaseKind(String queue, Cause cause) {}
