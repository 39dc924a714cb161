package io.moderato.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochBatchesTest {
    private static final int TEXTS = 5_003;
    private static final int ROWS = 16;
    private static final int LONGEST = 120;
    private static final List<Example> PLAIN = examples(1);

    /** Texts of random lengths; the first token of each is its number. */
    private static List<Example> examples(long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, TEXTS)
                .mapToObj(i -> {
                    long[] tokens = new long[2 + random.nextInt(LONGEST)];
                    tokens[0] = i;
                    return new Example("set", tokens, new float[0], new float[0], new float[0]);
                })
                .toList();
    }

    private static List<Long> numbers(EpochBatches batches, int epoch) {
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < batches.ofEpoch(); i++) {
            batches.at((long) epoch * batches.ofEpoch() + i).forEach(example -> numbers.add(example.tokens()[0]));
        }
        return numbers;
    }

    @Test
    void anEpochHasEveryTextOnceAndAnotherEpochInAnotherOrder() {
        EpochBatches batches = new EpochBatches(Examples.fixed(PLAIN), ROWS, 1);

        List<Long> first = numbers(batches, 0);
        List<Long> second = numbers(batches, 1);

        assertThat(batches.ofEpoch()).isEqualTo(313);
        assertThat(first).doesNotHaveDuplicates().hasSize(TEXTS);
        assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
    }

    @Test
    void aRunThatIsResumedGetsTheBatchesOfOneThatWasNotInterrupted() {
        EpochBatches whole = new EpochBatches(Examples.fixed(PLAIN), ROWS, 7);
        numbers(whole, 0);

        long step = 313 + 77;
        assertThat(new EpochBatches(Examples.fixed(PLAIN), ROWS, 7).at(step)).isEqualTo(whole.at(step));
    }

    @Test
    void textsAreTogetherByTheLengthThatTheEpochReads() {
        Examples shown = Examples.fixed(examples(2));
        EpochBatches batches = new EpochBatches(
                new Examples() {
                    @Override
                    public List<Example> plain() {
                        return PLAIN;
                    }

                    @Override
                    public List<Example> of(int[] rows, int epoch) {
                        return shown.of(rows, epoch);
                    }
                },
                ROWS,
                1);
        long read = 0;
        long padded = 0;
        for (int i = 0; i < batches.ofEpoch(); i++) {
            int longest = 0;
            for (Example example : batches.at(i)) {
                read += example.tokens().length;
                longest = Math.max(longest, example.tokens().length);
            }
            padded += (long) longest * batches.at(i).size();
        }

        // among random texts, the longest of sixteen is nearly twice as long as the mean
        assertThat((double) padded / read).isLessThan(1.05);
    }
}
