package io.moderato.model.bench;

import io.moderato.model.serving.Batches;
import io.moderato.model.serving.TorchModule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * Texts of all lengths, equally often. They are scored once in mixed batches, with the padding that mixing costs, and once in full batches
 * of one length each.
 */
final class MixedLengths {
    private static final int MAX_ROWS = 32;
    private static final int MAX_BATCH_TOKENS = 4096;
    private static final int SHORTEST = 3;
    private static final int TEXTS = 1000;

    private final TorchModule module;
    private final List<long[][]> mixed = new ArrayList<>();
    private final List<long[][]> apart = new ArrayList<>();
    private final double apartShare;

    /** @param window makes a window of that many tokens */
    MixedLengths(TorchModule module, IntFunction<long[]> window, int longest) {
        this.module = module;
        Random random = new Random(1);
        int[] lengths = random.ints(TEXTS, SHORTEST, longest + 1).toArray();
        long[][] windows = Arrays.stream(lengths).mapToObj(window).toArray(long[][]::new);
        for (int[] batch : Batches.byLength(lengths, MAX_ROWS, MAX_BATCH_TOKENS)) {
            mixed.add(Arrays.stream(batch).mapToObj(i -> windows[i]).toArray(long[][]::new));
        }
        double tokensApart = 0;
        for (int length = SHORTEST; length <= longest; length++) {
            long[][] rows = new long[MAX_ROWS][];
            Arrays.fill(rows, window.apply(length));
            apart.add(rows);
            tokensApart += (double) MAX_ROWS * length;
        }
        apartShare = tokensApart / Arrays.stream(lengths).sum();
    }

    void mixed() {
        mixed.forEach(module::logits);
    }

    void apart() {
        apart.forEach(module::logits);
    }

    /** The number of tokens in the batches of one length, divided by the number of tokens in the mixed batches. */
    double apartShare() {
        return apartShare;
    }
}
