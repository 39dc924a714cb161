package io.moderato.batch.similar;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * The pieces of five letters that a text has, as sorted hashes. Case, punctuation and blanks make no difference. How alike two texts are is
 * the share of the pieces that both have among those that either has (Jaccard).
 */
public final class Shingles {
    private static final int LENGTH = 5;
    /** Of a longer text the beginning is enough. */
    private static final int LONGEST = 20_000;

    private Shingles() {}

    /** The pieces of a text; at least one. */
    public static long[] of(String text) {
        int[] letters = Normalizer.normalize(
                        text.length() > LONGEST ? text.substring(0, LONGEST) : text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .toArray();
        if (letters.length <= LENGTH) {
            return new long[] {hash(letters, 0, letters.length)};
        }
        long[] pieces = new long[letters.length - LENGTH + 1];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = hash(letters, i, LENGTH);
        }
        return Arrays.stream(pieces).sorted().distinct().toArray();
    }

    /** How alike two texts are, in [0, 1]. */
    public static double likeness(long[] one, long[] other) {
        int both = 0;
        int i = 0;
        int j = 0;
        while (i < one.length && j < other.length) {
            if (one[i] == other[j]) {
                both++;
                i++;
                j++;
            } else if (one[i] < other[j]) {
                i++;
            } else {
                j++;
            }
        }
        return both / (double) (one.length + other.length - both);
    }

    private static long hash(int[] letters, int from, int length) {
        long hash = length;
        for (int i = from; i < from + length; i++) {
            hash = Mixing.mix(hash ^ letters[i]);
        }
        return hash;
    }
}
