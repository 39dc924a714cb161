package io.moderato.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** One result out of several about the same text. */
final class Merging {
    private Merging() {}

    /**
     * Any REJECT wins, with the surest one's provenance; else any REVIEW, with the lowest confidence and all the reasons; else the
     * first MODIFY; else APPROVE with the lowest confidence. Scores and matches of all are kept.
     *
     * @param results at least one
     */
    static ModerationResult merge(List<ModerationResult> results) {
        if (results.size() == 1) {
            return results.getFirst();
        }
        for (Outcome outcome : List.of(Outcome.REJECT, Outcome.REVIEW, Outcome.MODIFY, Outcome.APPROVE)) {
            List<ModerationResult> alike = results.stream()
                    .filter(result -> result.outcome() == outcome)
                    .toList();
            if (!alike.isEmpty()) {
                return merged(leading(outcome, alike), alike, results);
            }
        }
        throw new IllegalArgumentException("Nothing to merge");
    }

    private static ModerationResult leading(Outcome outcome, List<ModerationResult> alike) {
        Comparator<ModerationResult> byConfidence = Comparator.comparingDouble(ModerationResult::confidence);
        return switch (outcome) {
            case REJECT -> alike.stream().max(byConfidence).orElseThrow();
            case REVIEW, APPROVE -> alike.stream().min(byConfidence).orElseThrow();
            case MODIFY -> alike.getFirst();
        };
    }

    private static ModerationResult merged(
            ModerationResult leading, List<ModerationResult> alike, List<ModerationResult> all) {
        LinkedHashSet<Reason> reasons = new LinkedHashSet<>(leading.reasons());
        alike.forEach(result -> reasons.addAll(result.reasons()));
        List<Match> matches = new ArrayList<>();
        Scores scores = Scores.NONE;
        for (ModerationResult result : all) {
            matches.addAll(result.matches());
            scores = union(scores, result.scores());
        }
        return new ModerationResult(
                leading.outcome(),
                leading.confidence(),
                List.copyOf(reasons),
                scores,
                leading.modifiedText(),
                matches,
                leading.provenance());
    }

    /** The scores of both; where both know a category, the higher. */
    static Scores union(Scores one, Scores other) {
        if (one.byCategory().isEmpty()) {
            return other;
        }
        if (other.byCategory().isEmpty()) {
            return one;
        }
        Map<Category, Double> union = new EnumMap<>(one.byCategory());
        other.byCategory().forEach((category, score) -> union.merge(category, score, Math::max));
        return new Scores(union);
    }
}
