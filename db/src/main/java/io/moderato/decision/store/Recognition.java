package io.moderato.decision.store;

import io.moderato.decision.DecisionId;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a posted text with restricted texts. Two texts are nearly the same if their edit distance is at most a tenth of the longer text.
 * If a comparison needs more than the allowed effort, the result is doubtful, and not "different".
 *
 * @param posted     the posted text
 * @param candidates the author's restrictions, the newest first
 */
record Recognition(PostedText posted, List<Restriction> candidates) {
    /**
     * The steps for one text: enough for one pair of the longest texts that differ by just over a tenth. Usual texts take a thousandth of
     * it.
     */
    static final long STEPS_FOR_A_TEXT = 64_000_000;

    private static final long STEPS_FOR_ALL = 4 * STEPS_FOR_A_TEXT;

    /** Sorts restrictions about the same content first, because they say most about it. */
    Recognition {
        candidates = candidates.stream()
                .filter(each -> posted.text().goesWithImages(each.letterCount(), each.imagesKey()))
                .sorted(Comparator.comparing(each -> !each.content().equals(posted.content())))
                .toList();
    }

    /**
     * A found restriction.
     *
     * @param restriction the restricted text
     * @param likeness    1 for the same text, otherwise the share that is the same
     * @param doubtful    whether the comparison was broken off
     */
    record Found(Restriction restriction, double likeness, boolean doubtful) {}

    /** The allowed effort for all texts of one batch. */
    static EditDistance.Effort effort() {
        return EditDistance.Effort.ofAll(STEPS_FOR_ALL);
    }

    /** The restrictions whose letters are needed. */
    Set<DecisionId> toCompare() {
        Set<DecisionId> needed = new LinkedHashSet<>();
        if (same().isEmpty()) {
            near().forEach(each -> needed.add(each.decision()));
        }
        return needed;
    }

    /** The restricted text that was posted again, if there is one. {@code letters} has the letters of {@link #toCompare}. */
    Optional<Found> find(Map<DecisionId, String> letters, EditDistance.Effort effort) {
        return same().map(each -> new Found(each, 1, false)).or(() -> {
            EditDistance.Effort own = effort.ofOne(STEPS_FOR_A_TEXT);
            return near().stream()
                    .flatMap(each -> compare(each, letters.getOrDefault(each.decision(), ""), own).stream())
                    .min(Comparator.comparing(Found::doubtful).thenComparing(found -> -found.likeness()));
        });
    }

    /** All restrictions of the same or nearly the same text. */
    List<DecisionId> all(Map<DecisionId, String> letters, EditDistance.Effort effort) {
        EditDistance.Effort own = effort.ofOne(STEPS_FOR_A_TEXT);
        return candidates.stream()
                .filter(each -> isSame(each)
                        || (posted.text().isAboutAsLongAs(each.letterCount())
                                && compare(each, letters.getOrDefault(each.decision(), ""), own)
                                        .filter(found -> !found.doubtful())
                                        .isPresent()))
                .map(Restriction::decision)
                .toList();
    }

    private Optional<Found> compare(Restriction restricted, String letters, EditDistance.Effort effort) {
        String again = posted.text().letters();
        int longer = Math.max(again.length(), letters.length());
        int distance =
                EditDistance.within(ComparableText.mayDiffer(again.length(), letters.length()), again, letters, effort);
        return switch (distance) {
            case EditDistance.OVER_LIMIT -> Optional.empty();
            case EditDistance.UNKNOWN -> Optional.of(new Found(restricted, 0, true));
            default -> Optional.of(new Found(restricted, 1 - (double) distance / longer, false));
        };
    }

    private Optional<Restriction> same() {
        return candidates.stream().filter(this::isSame).findFirst();
    }

    /** The restrictions whose length allows that their text is nearly the same. */
    List<Restriction> near() {
        return candidates.stream()
                .filter(each -> posted.text().isAboutAsLongAs(each.letterCount()))
                .toList();
    }

    private boolean isSame(Restriction restricted) {
        return restricted.textKey().equals(posted.text().textKey());
    }

    /** The restrictions whose letters any of these recognitions needs. */
    static Set<DecisionId> toCompare(Collection<Recognition> all) {
        Set<DecisionId> needed = new LinkedHashSet<>();
        all.forEach(each -> needed.addAll(each.toCompare()));
        return needed;
    }
}
