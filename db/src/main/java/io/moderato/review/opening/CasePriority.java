package io.moderato.review.opening;

import java.util.List;
import java.util.Optional;

/** Computes the urgency of a case: the sum of the points of all rules. */
public final class CasePriority {
    private final List<PriorityRule> rules;

    /** A priority with these rules, in this order. */
    public CasePriority(List<PriorityRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The priority of that case, with its parts. */
    public Priority of(CaseFacts facts) {
        return new Priority(rules.stream()
                .map(rule -> rule.of(facts))
                .flatMap(Optional::stream)
                .toList());
    }
}
