package io.moderato.model.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** The batches of an epoch: texts of like length together, in an order that only the seed and the epoch decide. */
final class BatchPlan {
    /** Batches that are sorted by length together: enough for little padding, few enough for random company. */
    private static final int POOL = 50;

    private BatchPlan() {}

    static List<int[]> of(List<Example> examples, int rows, long seed, int epoch) {
        Random random = new Random(seed * 31 + epoch);
        List<Integer> order = new ArrayList<>(examples.size());
        for (int i = 0; i < examples.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        List<int[]> batches = new ArrayList<>();
        for (int start = 0; start < order.size(); start += rows * POOL) {
            List<Integer> pool = order.subList(start, Math.min(order.size(), start + rows * POOL));
            pool.sort(Comparator.comparingInt(i -> examples.get(i).tokens().length));
            for (int i = 0; i < pool.size(); i += rows) {
                batches.add(pool.subList(i, Math.min(pool.size(), i + rows)).stream()
                        .mapToInt(Integer::intValue)
                        .toArray());
            }
        }
        Collections.shuffle(batches, random);
        return batches;
    }
}
