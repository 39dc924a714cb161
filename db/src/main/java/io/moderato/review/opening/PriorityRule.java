package io.moderato.review.opening;

import java.util.Optional;

/** One summand of a case's priority: to weigh something new, write one and make it a bean. Ordered beans show their parts in order. */
public interface PriorityRule {
    /** What it adds for that case and why; empty if it has nothing to say. */
    Optional<Priority.Part> of(CaseFacts facts);
}
