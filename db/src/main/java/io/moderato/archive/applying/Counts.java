package io.moderato.archive.applying;

import java.util.EnumMap;
import java.util.Map;

/**
 * What the settled changes of an application came to. A content that is erased later still counts.
 *
 * @param applied the changes that became decisions
 * @param skipped the changes that did not, by reason
 * @param undone  the applied changes that were taken back
 * @param kept    the applied changes that could not be taken back, by reason
 */
public record Counts(int applied, Map<LeftBecause, Integer> skipped, int undone, Map<LeftBecause, Integer> kept) {
    /** Nothing yet. */
    static final Counts NONE = new Counts(0, Map.of(), 0, Map.of());

    /** Copies the maps. */
    public Counts {
        skipped = Map.copyOf(skipped);
        kept = Map.copyOf(kept);
    }

    /** The changes that were skipped, for whichever reason. */
    public int allSkipped() {
        return sum(skipped);
    }

    /** The changes that stay applied, for whichever reason. */
    public int allKept() {
        return sum(kept);
    }

    /** These and those together. */
    Counts and(Counts more) {
        return new Counts(
                applied + more.applied, sum(skipped, more.skipped), undone + more.undone, sum(kept, more.kept));
    }

    private static Map<LeftBecause, Integer> sum(Map<LeftBecause, Integer> one, Map<LeftBecause, Integer> other) {
        Map<LeftBecause, Integer> sum = new EnumMap<>(LeftBecause.class);
        sum.putAll(one);
        other.forEach((because, count) -> sum.merge(because, count, Integer::sum));
        return sum;
    }

    private static int sum(Map<LeftBecause, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
