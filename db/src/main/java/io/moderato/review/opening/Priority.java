package io.moderato.review.opening;

import java.util.List;

/**
 * The urgency of a case, with its parts. The time of waiting is not included; the queue counts an hour of waiting as one point.
 *
 * @param parts the parts of the sum
 */
public record Priority(List<Part> parts) {
    /** Copies the list. */
    public Priority {
        parts = List.copyOf(parts);
    }

    /**
     * One part of the sum.
     *
     * @param label  the reason, in words for moderators
     * @param points the points
     */
    public record Part(String label, int points) {}

    /** The sum. */
    public int points() {
        return parts.stream().mapToInt(Part::points).sum();
    }
}
