package io.moderato.review.opening;

import java.util.List;

/**
 * How urgent a case is and how that came about. Waiting is not part of it: the queue counts an hour of waiting like a point.
 *
 * @param parts what adds up to it
 */
public record Priority(List<Part> parts) {
    /** Copies the list. */
    public Priority {
        parts = List.copyOf(parts);
    }

    /**
     * One summand.
     *
     * @param label  why, in words
     * @param points how much
     */
    public record Part(String label, int points) {}

    /** The sum. */
    public int points() {
        return parts.stream().mapToInt(Part::points).sum();
    }
}
