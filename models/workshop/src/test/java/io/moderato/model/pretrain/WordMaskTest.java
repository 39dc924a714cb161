package io.moderato.model.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordMaskTest {
    private static final int VOCABULARY = 40;
    private static final int MASK = 4;
    /** Ids from 30 on continue a word. */
    private final WordMask mask = new WordMask(insideWord(), 5, MASK, 0.25);

    @Test
    void hidesWholeWordsNeverSpecialTokensAndRemembersThem() {
        int[] row = {2, 10, 30, 31, 11, 12, 32, 13, 3, 14, 15, 33, 34, 16, 17, 3};
        Random random = new Random(1);
        for (int time = 0; time < 200; time++) {
            WordMask.Masked masked = mask.hide(List.of(row, row), random);

            assertThat(masked.places()).isSorted().hasSizeGreaterThanOrEqualTo(8);
            for (int i = 0; i < masked.places().length; i++) {
                int place = (int) masked.places()[i];
                assertThat(masked.hidden()[i]).isEqualTo(row[place % 16]).isGreaterThan(MASK);
            }
            for (int[] word : List.of(new int[] {1, 2, 3}, new int[] {5, 6}, new int[] {10, 11, 12})) {
                long hidden = Arrays.stream(word)
                        .filter(i -> Arrays.stream(masked.places()).anyMatch(p -> p == i))
                        .count();
                assertThat(hidden).isIn(0L, (long) word.length);
            }
            for (int i = 0; i < masked.ids().length; i++) {
                int at = i;
                if (Arrays.stream(masked.places()).noneMatch(p -> p == at)) {
                    assertThat(masked.ids()[i]).isEqualTo(row[i % 16]);
                }
            }
        }
    }

    @Test
    void replacesEightOfTenByMaskAndLeavesOneAsItIs() {
        List<int[]> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add(new Random(i).ints(32, 5, 30).toArray());
        }

        WordMask.Masked masked = mask.hide(rows, new Random(3));

        double masks = 0;
        double kept = 0;
        for (int i = 0; i < masked.places().length; i++) {
            long now = masked.ids()[(int) masked.places()[i]];
            masks += now == MASK ? 1 : 0;
            kept += now == masked.hidden()[i] ? 1 : 0;
        }
        assertThat(masks / masked.places().length).isBetween(0.77, 0.83);
        assertThat(kept / masked.places().length).isBetween(0.08, 0.16);
        assertThat(masked.places().length / (500.0 * 32)).isBetween(0.24, 0.27);
    }

    private static boolean[] insideWord() {
        boolean[] inside = new boolean[VOCABULARY];
        Arrays.fill(inside, 30, VOCABULARY, true);
        return inside;
    }
}
