package io.moderato.review.opening;

import java.util.Optional;

/**
 * A rule that adds points to a case's priority. To add a rule, write one and make it a bean. The order of the beans is the order in which
 * the parts are shown.
 */
public interface PriorityRule {
    /** The points that the rule adds for that case, and why; empty if it adds none. */
    Optional<Priority.Part> of(CaseFacts facts);
}
