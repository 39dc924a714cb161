package io.moderato.model.evaluate;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModerationSettings.Limit;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Tells whether scores reach limits. An unknown score reaches no limit. */
final class Reached {
    private Reached() {}

    /** Whether some score reaches its limit for rejection. */
    static boolean rejection(Scores scores, Map<Category, Limit> limits) {
        return any(scores, limits, Limit::reject);
    }

    /** Whether some score reaches its limit for review. This is also true of a text that is rejected. */
    static boolean review(Scores scores, Map<Category, Limit> limits) {
        return any(scores, limits, Limit::review);
    }

    private static boolean any(Scores scores, Map<Category, Limit> limits, ToDoubleFunction<Limit> from) {
        return limits.entrySet().stream()
                .anyMatch(limit -> scores.of(limit.getKey()).orElse(0) >= from.applyAsDouble(limit.getValue()));
    }
}
