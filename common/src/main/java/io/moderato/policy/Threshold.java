package io.moderato.policy;

import org.jspecify.annotations.Nullable;

/**
 * The limits for the scores of one category.
 *
 * @param rejectAbove scores above it are rejected; 1 never rejects
 * @param reviewAbove scores above it, up to {@code rejectAbove}, go to a human; null means {@value #REVIEW_FACTOR} of {@code rejectAbove}
 */
public record Threshold(double rejectAbove, @Nullable Double reviewAbove) {
    /** The part of {@code rejectAbove} at which review begins if nobody chose a limit. */
    public static final double REVIEW_FACTOR = 0.7;

    /**
     * Checks both limits.
     *
     * @throws IllegalArgumentException if they are not in (0, 1] or review begins above rejection
     */
    public Threshold {
        if (!(rejectAbove > 0 && rejectAbove <= 1)) {
            throw new IllegalArgumentException("A reject threshold is above 0 and at most 1, not " + rejectAbove);
        }
        if (reviewAbove != null && !(reviewAbove > 0 && reviewAbove <= rejectAbove)) {
            throw new IllegalArgumentException(
                    "A review threshold is above 0 and at most the reject threshold, not " + reviewAbove);
        }
    }

    /** The score above which review begins. */
    public double effectiveReviewAbove() {
        return reviewAbove == null ? REVIEW_FACTOR * rejectAbove : reviewAbove;
    }
}
