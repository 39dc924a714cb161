package io.moderato.model.serving;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Groups windows of similar length, so that almost no padding is computed. */
public final class Batches {
    private Batches() {}

    /**
     * The row numbers in batches, the longest windows first.
     *
     * @param lengths the number of tokens in each window
     * @param maxRows the most windows in one batch
     * @param maxTokens the most tokens in one batch, padding included; a single window may exceed it
     */
    public static List<int[]> byLength(int[] lengths, int maxRows, int maxTokens) {
        List<Integer> order = new ArrayList<>(lengths.length);
        for (int i = 0; i < lengths.length; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingInt((Integer i) -> lengths[i]).reversed());
        List<int[]> batches = new ArrayList<>();
        int start = 0;
        while (start < order.size()) {
            int longest = Math.max(1, lengths[order.get(start)]);
            int rows = Math.clamp(maxTokens / longest, 1, maxRows);
            int end = Math.min(order.size(), start + rows);
            batches.add(order.subList(start, end).stream()
                    .mapToInt(Integer::intValue)
                    .toArray());
            start = end;
        }
        return batches;
    }
}
