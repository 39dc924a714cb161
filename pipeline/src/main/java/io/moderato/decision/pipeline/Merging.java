package io.moderato.decision.pipeline;

import io.moderato.decision.Category;
import io.moderato.decision.Match;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Provenance;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.Unexamined;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Merges several results about the same content into one. */
final class Merging {
    /** The outcomes, the strictest first. */
    private static final List<Outcome> STRICTEST_FIRST =
            List.of(Outcome.REJECT, Outcome.REVIEW, Outcome.MODIFY, Outcome.APPROVE);

    private Merging() {}

    /**
     * The merged result. Any REJECT wins, with the provenance of the surest one; else any REVIEW, with the lowest confidence; else MODIFY
     * with all masks; else APPROVE with the lowest confidence. Reasons of all that did not approve, and scores and matches of all, are
     * kept.
     *
     * @param posted  the text that the masks lie on
     * @param results at least one
     */
    static ModerationResult merge(String posted, List<ModerationResult> results) {
        for (Outcome outcome : STRICTEST_FIRST) {
            List<ModerationResult> alike = results.stream()
                    .filter(result -> result.outcome() == outcome)
                    .toList();
            if (!alike.isEmpty()) {
                return merged(posted, leading(outcome, alike), alike, results);
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
            String posted, ModerationResult leading, List<ModerationResult> alike, List<ModerationResult> all) {
        Set<Reason> reasons = new LinkedHashSet<>(leading.reasons());
        alike.forEach(result -> reasons.addAll(result.reasons()));
        Set<Match> matches = new LinkedHashSet<>(leading.matches());
        Set<Unexamined> unexamined = new LinkedHashSet<>();
        Scores scores = Scores.NONE;
        for (Outcome outcome : STRICTEST_FIRST) {
            for (ModerationResult result : all) {
                if (result.outcome() == outcome && outcome != Outcome.APPROVE) {
                    reasons.addAll(result.reasons());
                }
                if (result.outcome() == outcome) {
                    matches.addAll(result.matches());
                }
            }
        }
        for (ModerationResult result : all) {
            unexamined.addAll(result.unexamined());
            scores = union(scores, result.scores());
        }
        return new ModerationResult(
                leading.outcome(),
                leading.confidence(),
                List.copyOf(reasons),
                scores,
                leading.outcome() == Outcome.MODIFY ? masked(posted, alike) : null,
                List.copyOf(matches),
                List.copyOf(unexamined),
                first(all, ModerationResult::detectedLanguage),
                provenance(leading, all));
    }

    /** The provenance of the leading result, with all models that scored, whether or not they decided. */
    private static Provenance provenance(ModerationResult leading, List<ModerationResult> all) {
        Provenance by = leading.provenance();
        return by.with(all.stream()
                .flatMap(result -> result.provenance().models().stream())
                .distinct()
                .toList());
    }

    private static @Nullable String first(List<ModerationResult> all, Value value) {
        return all.stream().map(value::of).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private interface Value {
        @Nullable
        String of(ModerationResult result);
    }

    /** The posted text with every char masked that one of the results masks. All other chars keep their places. */
    private static String masked(String posted, List<ModerationResult> modifications) {
        char[] masked = posted.toCharArray();
        for (ModerationResult modification : modifications) {
            String text = Objects.requireNonNull(modification.modifiedText());
            if (text.length() != masked.length) {
                throw new IllegalStateException(modification.provenance().stage()
                        + " changed the length of the text; a mask has to keep places");
            }
            for (int i = 0; i < masked.length; i++) {
                if (text.charAt(i) != posted.charAt(i)) {
                    masked[i] = text.charAt(i);
                }
            }
        }
        return new String(masked);
    }

    /** The scores of both; if both know a category, the higher score. */
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
