package io.moderato.archive.applying;

import io.moderato.decision.DecisionId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a change in a step.
 *
 * @param state    what it is now
 * @param because  why it was left; null if a decision was made
 * @param decision the decision that was made; null if the change was left
 */
record Settled(
        ChangeState state,
        @Nullable LeftBecause because,
        @Nullable DecisionId decision) {
    static Settled made(boolean undoing, DecisionId decision) {
        return new Settled(undoing ? ChangeState.UNDONE : ChangeState.APPLIED, null, decision);
    }

    static Settled left(boolean undoing, LeftBecause because) {
        return new Settled(undoing ? ChangeState.KEPT : ChangeState.SKIPPED, because, null);
    }

    Counts counted() {
        return switch (state) {
            case APPLIED -> new Counts(1, Map.of(), 0, Map.of());
            case SKIPPED -> new Counts(0, once(), 0, Map.of());
            case UNDONE -> new Counts(0, Map.of(), 1, Map.of());
            case KEPT -> new Counts(0, Map.of(), 0, once());
        };
    }

    private Map<LeftBecause, Integer> once() {
        return because == null ? Map.of() : Map.of(because, 1);
    }
}
