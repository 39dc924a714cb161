package io.moderato.batch.input;

import io.moderato.decision.Category;
import io.moderato.decision.DecisionId;
import io.moderato.decision.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a row from before.
 *
 * @param outcome  what the stages decided then; null if unknown
 * @param category what the text was then, by the first reason; null if unknown
 * @param right    what would have been right; null if unknown
 * @param standing the automatic decision of the platform that is in force; null if there is none, or a human has decided
 */
public record Past(
        @Nullable Outcome outcome,
        @Nullable Category category,
        @Nullable Outcome right,
        @Nullable Standing standing) {
    /** Nothing is known. */
    public static final Past UNKNOWN = new Past(null, null, null, null);

    /** A decision in force and its outcome. */
    public record Standing(DecisionId decision, Outcome outcome) {}
}
