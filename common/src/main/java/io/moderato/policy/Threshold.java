package io.moderato.policy;

import org.jspecify.annotations.Nullable;

/**
 * What a score means in one category.
 *
 * @param rejectAbove scores above it are rejected; 1 never rejects
 * @param reviewAbove scores above it, up to the other, go to a human; null means {@value #REVIEW_FACTOR} of the other
 */
public record Threshold(double rejectAbove, @Nullable Double reviewAbove) {
    /** Where review begins if nobody chose. */
    public static final double REVIEW_FACTOR = 0.7;

    /**
     * Takes both as they are.
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

    /** Where review begins. */
    public double effectiveReviewAbove() {
        return reviewAbove == null ? REVIEW_FACTOR * rejectAbove : reviewAbove;
    }
}
