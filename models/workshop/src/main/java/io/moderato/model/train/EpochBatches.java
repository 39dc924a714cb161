package io.moderato.model.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * The batches of a run. Texts of similar length are together. The length is measured in the spelling of that epoch, because a word with
 * spaces in it has many pieces. Only the seed and the epoch decide which texts are together, and when. One pool of batches is in memory at
 * a time.
 */
final class EpochBatches {
    /** The number of batches that are sorted by length together: enough for little padding, and few enough for random batches. */
    private static final int POOL = 50;

    private final Examples examples;
    private final int rows;
    private final long seed;
    private int[] order = {};
    private int orderedEpoch = -1;
    private List<List<Example>> pool = List.of();
    private long poolBegins = -1;

    EpochBatches(Examples examples, int rows, long seed) {
        this.examples = examples;
        this.rows = rows;
        this.seed = seed;
    }

    /** The number of batches in an epoch, in which every text occurs once. */
    int ofEpoch() {
        return Math.ceilDiv(examples.plain().size(), rows);
    }

    /** The batch of that step of the run, from 0 on. */
    List<Example> at(long step) {
        int epoch = (int) (step / ofEpoch());
        int within = (int) (step % ofEpoch());
        if (epoch != orderedEpoch) {
            order = order(new Random(seed * 31 + epoch));
            orderedEpoch = epoch;
        }
        long begins = step - within % POOL;
        if (begins != poolBegins) {
            pool = pool(within / POOL, epoch);
            poolBegins = begins;
        }
        return pool.get(within % POOL);
    }

    private int[] order(Random random) {
        List<Integer> shuffled = new ArrayList<>(examples.plain().size());
        for (int i = 0; i < examples.plain().size(); i++) {
            shuffled.add(i);
        }
        Collections.shuffle(shuffled, random);
        return shuffled.stream().mapToInt(Integer::intValue).toArray();
    }

    private List<List<Example>> pool(int pool, int epoch) {
        int begin = pool * POOL * rows;
        int[] texts = Arrays.copyOfRange(order, begin, Math.min(order.length, begin + POOL * rows));
        List<Example> sorted = examples.of(texts, epoch).stream()
                .sorted(Comparator.comparingInt(example -> example.tokens().length))
                .toList();
        List<List<Example>> batches = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i += rows) {
            batches.add(sorted.subList(i, Math.min(sorted.size(), i + rows)));
        }
        Collections.shuffle(batches, new Random((seed * 31 + epoch) * 1_000_003 + pool));
        return batches;
    }
}
