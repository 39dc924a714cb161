package io.moderato.policy;

import io.moderato.decision.Category;
import io.moderato.decision.Outcome;
import io.moderato.decision.UnexaminedReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a policy says, without who published it and when.
 *
 * @param thresholds by category; a category without one is not decided by score
 * @param unexamined what follows where something was not examined: APPROVE lets what was examined decide alone, REVIEW asks a human,
 *     REJECT removes the content. A reason that is not named has its default
 * @param chain      when the pipeline stops asking further stages
 */
public record PolicyTerms(
        Map<Category, Threshold> thresholds, Map<UnexaminedReason, Outcome> unexamined, ChainRule chain) {
    /**
     * Copies the maps.
     *
     * @throws IllegalArgumentException if MODIFY is to follow from something that was not examined
     */
    public PolicyTerms {
        thresholds = copy(new EnumMap<>(Category.class), thresholds);
        unexamined = copy(new EnumMap<>(UnexaminedReason.class), unexamined);
        if (unexamined.containsValue(Outcome.MODIFY)) {
            throw new IllegalArgumentException(
                    "What was not examined is approved, reviewed or rejected; it cannot be masked");
        }
    }

    /** Those thresholds, with the default of everything else. */
    public static PolicyTerms of(Map<Category, Threshold> thresholds) {
        return new PolicyTerms(thresholds, Map.of(), ChainRule.STRICTEST_WINS);
    }

    /** What follows where something was not examined for that reason. */
    public Outcome outcomeOf(UnexaminedReason reason) {
        return unexamined.getOrDefault(reason, defaultOf(reason));
    }

    /** What follows unless a policy says otherwise. */
    public static Outcome defaultOf(UnexaminedReason reason) {
        return switch (reason) {
            case NO_IMAGE_MODEL, TOO_LONG, PATTERN_UNFINISHED -> Outcome.REVIEW;
            // what a stage's failure means by default, the stage itself says
            case LANGUAGE_NOT_READ, CONTEXT_NOT_USED, STAGE_FAILED -> Outcome.APPROVE;
        };
    }

    private static <K, V> Map<K, V> copy(Map<K, V> empty, Map<K, V> from) {
        empty.putAll(from);
        return Collections.unmodifiableMap(empty);
    }
}
