package io.moderato.policy;

import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.decision.UnexaminedReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The terms of a policy: everything except who published it, when and why.
 *
 * @param thresholds by category; a category without one is not decided by score
 * @param unexamined the outcome for each reason why something was not examined: APPROVE lets the examined parts decide alone, REVIEW asks a
 *     human, REJECT removes the content. A reason without an entry has its default
 * @param chain      the rule that says when the pipeline asks no further stages
 */
public record PolicyTerms(
        Map<Category, Threshold> thresholds, Map<UnexaminedReason, Outcome> unexamined, ChainRule chain) {
    /**
     * Copies the maps.
     *
     * @throws IllegalArgumentException if the outcome for something unexamined is MODIFY
     */
    public PolicyTerms {
        thresholds = copy(new EnumMap<>(Category.class), thresholds);
        unexamined = copy(new EnumMap<>(UnexaminedReason.class), unexamined);
        if (unexamined.containsValue(Outcome.MODIFY)) {
            throw new IllegalArgumentException(
                    "What was not examined is approved, reviewed or rejected; it cannot be masked");
        }
    }

    /** Terms with those thresholds and the default of everything else. */
    public static PolicyTerms of(Map<Category, Threshold> thresholds) {
        return new PolicyTerms(thresholds, Map.of(), ChainRule.STRICTEST_WINS);
    }

    /** The outcome for something that was not examined for that reason. */
    public Outcome outcomeOf(UnexaminedReason reason) {
        return unexamined.getOrDefault(reason, defaultOf(reason));
    }

    /** The outcome for that reason, unless a policy names another one. */
    public static Outcome defaultOf(UnexaminedReason reason) {
        return switch (reason) {
            case NO_IMAGE_MODEL, TOO_LONG, PATTERN_UNFINISHED -> Outcome.REVIEW;
            // the stage itself says what its failure means by default
            case LANGUAGE_NOT_READ, CONTEXT_NOT_USED, STAGE_FAILED -> Outcome.APPROVE;
        };
    }

    private static <K, V> Map<K, V> copy(Map<K, V> empty, Map<K, V> from) {
        empty.putAll(from);
        return Collections.unmodifiableMap(empty);
    }
}
