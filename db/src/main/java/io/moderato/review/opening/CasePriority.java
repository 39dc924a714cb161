package io.moderato.review.opening;

import java.util.List;
import java.util.Optional;

/** How urgent a case is: the sum of what each rule says. */
public final class CasePriority {
    private final List<PriorityRule> rules;

    /** The sum of these rules, in this order. */
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
