package io.moderato.model.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every window is in one batch, the limits hold, and padding is paid only where it is cheaper than another batch. */
class BatchesTest {
    @Test
    void sharesWhatIsAlikeAndPartsWhatIsNot() {
        assertThat(tokens(new int[] {30, 31, 200, 32, 199}, 32, 4096))
                .containsExactly(List.of(200, 199), List.of(32, 31, 30));
    }

    @Test
    void keepsBothLimitsAndEveryWindowOnce() {
        int[] lengths = new Random(4).ints(3000, 1, 513).toArray();
        List<int[]> batches = Batches.byLength(lengths, 32, 4096);

        assertThat(batches.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                .isEqualTo(IntStream.range(0, lengths.length).toArray());
        assertThat(batches).allSatisfy(batch -> {
            assertThat(batch).hasSizeLessThanOrEqualTo(32);
            assertThat(batch.length * lengths[batch[0]]).isLessThanOrEqualTo(4096);
            assertThat(Arrays.stream(batch).map(row -> lengths[row]).max()).hasValue(lengths[batch[0]]);
        });
    }

    @Test
    void computesFewerTokensForFewTextsThanOneBatchOfAllOfThem() {
        Random random = new Random(5);
        long together = 0;
        long apart = 0;
        for (int call = 0; call < 200; call++) {
            int[] lengths = random.ints(8, 10, 120).toArray();
            together += 8L * Arrays.stream(lengths).max().orElseThrow();
            for (int[] batch : Batches.byLength(lengths, 32, 4096)) {
                apart += (long) batch.length * lengths[batch[0]];
            }
        }
        assertThat(apart).isLessThan(together * 7 / 10);
    }

    @Test
    void takesAWindowThatIsLongerThanABatchAlone() {
        assertThat(tokens(new int[] {10, 5000, 10}, 32, 4096)).containsExactly(List.of(5000), List.of(10, 10));
        assertThat(Batches.byLength(new int[0], 32, 4096)).isEmpty();
    }

    /** The lengths in each batch. */
    private static List<List<Integer>> tokens(int[] lengths, int maxRows, int maxTokens) {
        return Batches.byLength(lengths, maxRows, maxTokens).stream()
                .map(batch ->
                        Arrays.stream(batch).map(row -> lengths[row]).boxed().toList())
                .toList();
    }
}
