package io.moderato.review.opening;

import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How urgent a case is and how that came about. Waiting is not part of it: the queue counts an hour of waiting like a point.
 *
 * @param parts what adds up to it
 */
public record Priority(List<Part> parts) {
    private static final int MAX_REPORT_POINTS = 5;
    private static final int SEVERE_POINTS = 3;
    private static final int APPEAL_POINTS = 2;

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

    /**
     * The priority of a case about that decision: below 0.5 confidence 10, below 0.7 7, else 5; then severity, reports, an appeal.
     *
     * @param category  what the case is about, if known
     * @param reporters how many people reported the content, each counted once however often they did
     */
    public static Priority of(Decision decision, @Nullable Category category, int reporters, boolean appeal) {
        List<Part> parts = new ArrayList<>();
        double confidence = decision.result().confidence();
        int base = confidence < 0.5 ? 10 : confidence < 0.7 ? 7 : 5;
        parts.add(new Part("Confidence %d %%".formatted(Math.round(confidence * 100)), base));
        if (category != null && category.severe()) {
            parts.add(new Part("Severe: " + category.key().replace('_', ' '), SEVERE_POINTS));
        }
        if (reporters > 0) {
            parts.add(new Part(
                    reporters == 1 ? "Reported by 1 person" : "Reported by " + reporters + " people",
                    Math.min(reporters, MAX_REPORT_POINTS)));
        }
        if (appeal) {
            parts.add(new Part("The author appeals", APPEAL_POINTS));
        }
        return new Priority(parts);
    }
}
