package io.moderato.decision.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
    @ParameterizedTest
    @CsvSource({
        "kitten, sitting, 3, 3",
        "kitten, sitting, 2, -1",
        "same, same, 0, 0",
        "abc, abd, 0, -1",
        "'', abc, 3, 3",
        "'', abc, 2, -1",
        "abcdef, bcdefg, 2, 2",
        "ab, ba, 2, 2",
        "aaaa, aa, 2, 2",
        "aa, aaaa, 2, 2"
    })
    void isKnownForSmallTexts(String one, String other, int limit, int distance) {
        assertThat(EditDistance.within(limit, one, other, plenty())).isEqualTo(distance);
        assertThat(EditDistance.within(limit, other, one, plenty())).isEqualTo(distance);
    }

    @Test
    void isWhatTheWholeTableSays() {
        Random random = new Random(7);
        for (int round = 0; round < 3000; round++) {
            String one = letters(random, random.nextInt(14));
            String other = random.nextBoolean() ? letters(random, random.nextInt(14)) : edited(random, one);
            int limit = random.nextInt(8);
            int table = byTable(one, other);
            assertThat(EditDistance.within(limit, one, other, plenty()))
                    .as("%s %s %d", one, other, limit)
                    .isEqualTo(table <= limit ? table : EditDistance.OVER_LIMIT);
        }
    }

    @Test
    void isGivenUpWhenTheEffortIsSpent() {
        Random random = new Random(7);
        String one = letters(random, 2000);
        String other = one;
        for (int i = 0; i < 300; i++) {
            other = edited(random, other);
        }
        assertThat(EditDistance.within(200, one, other, EditDistance.Effort.ofAll(10_000)))
                .isEqualTo(EditDistance.UNKNOWN);
    }

    /** Two texts of 64 KB whose distance is just over a tenth: the most expensive pair that may be posted. */
    @Test
    void isKnownForTheLongestTextsWithinTheEffortOfOne() {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder(letters(random, 65_536));
        String one = text.toString();
        for (int at = 0; at < text.length(); at += 8) {
            text.setCharAt(at, (char) ('a' + (text.charAt(at) - 'a' + 1) % 4));
        }
        int limit = ComparableText.mayDiffer(one.length(), text.length());

        assertThat(EditDistance.within(
                        limit, one, text.toString(), Recognition.effort().ofOne(Recognition.STEPS_FOR_A_TEXT)))
                .isEqualTo(EditDistance.OVER_LIMIT);
    }

    private static EditDistance.Effort plenty() {
        return EditDistance.Effort.ofAll(Long.MAX_VALUE);
    }

    private static String letters(Random random, int length) {
        StringBuilder letters = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            letters.append((char) ('a' + random.nextInt(4)));
        }
        return letters.toString();
    }

    private static String edited(Random random, String text) {
        StringBuilder edited = new StringBuilder(text);
        int at = random.nextInt(text.length() + 1);
        switch (random.nextInt(3)) {
            case 0 -> edited.insert(at, 'b');
            case 1 -> edited.replace(Math.min(at, text.length()), Math.min(at + 1, text.length()), "c");
            default -> edited.delete(Math.min(at, text.length()), Math.min(at + 1, text.length()));
        }
        return edited.toString();
    }

    private static int byTable(String one, String other) {
        int[][] table = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                table[i][j] = i == 0 || j == 0
                        ? i + j
                        : Math.min(
                                Math.min(table[i - 1][j] + 1, table[i][j - 1] + 1),
                                table[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1));
            }
        }
        return table[one.length()][other.length()];
    }
}
