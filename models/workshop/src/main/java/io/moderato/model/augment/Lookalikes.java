package io.moderato.model.augment;

import java.util.random.RandomGenerator;

/** Letters that look like Latin letters: Cyrillic, Greek and Armenian ones, and Unicode's alphabets of symbols. */
final class Lookalikes {
    private static final String LATIN = "aceopxysijhdgbklmnrtuvwABCEHIKMOPSTXYZN";
    private static final String CYRILLIC = "асеорхуѕіјһԁɡЬкӏмпгтцѵѡАВСЕНІКМОРЅТХУΖΝ";
    private static final String GREEK_LATIN = "aeikmnoptuvwxyABEHIKMNOPTXYZ";
    private static final String GREEK = "αεικμηορτυνωχγΑΒΕΗΙΚΜΝΟΡΤΧΥΖ";
    /**
     * The first letters of the alphabets among the mathematical symbols: capitals, then small letters. Alphabets with missing letters are
     * left out.
     */
    private static final int[] MATHEMATICAL = {
        0x1D400, 0x1D468, 0x1D4D0, 0x1D56C, 0x1D5A0, 0x1D5D4, 0x1D608, 0x1D63C, 0x1D670
    };

    private static final int FULL_WIDTH_OFFSET = 0xFEE0;
    private static final int CIRCLED_CAPITAL = 0x24B6;
    private static final int CIRCLED_SMALL = 0x24D0;

    private Lookalikes() {}

    /** Writes the word with some letters of another script; at least one letter, if any has a look-alike. */
    static void foreign(String word, RandomGenerator random, StringBuilder out) {
        boolean greek = random.nextInt(4) == 0;
        String latin = greek ? GREEK_LATIN : LATIN;
        String doubles = greek ? GREEK : CYRILLIC;
        int from = out.length();
        boolean changed = false;
        for (int i = 0; i < word.length(); i++) {
            int at = latin.indexOf(word.charAt(i));
            boolean change = at >= 0 && random.nextBoolean();
            out.append(change ? doubles.charAt(at) : word.charAt(i));
            changed |= change;
        }
        for (int i = 0; i < word.length() && !changed; i++) {
            int at = latin.indexOf(word.charAt(i));
            if (at >= 0) {
                out.setCharAt(from + i, doubles.charAt(at));
                changed = true;
            }
        }
    }

    /** Writes the word in full-width, circled or mathematical letters. */
    static void symbols(String word, RandomGenerator random, StringBuilder out) {
        int alphabet = random.nextInt(MATHEMATICAL.length + 3);
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean small = c >= 'a';
            int letter = c - (small ? 'a' : 'A');
            if (alphabet < MATHEMATICAL.length) {
                out.appendCodePoint(MATHEMATICAL[alphabet] + letter + (small ? 26 : 0));
            } else if (alphabet == MATHEMATICAL.length) {
                out.appendCodePoint((small ? CIRCLED_SMALL : CIRCLED_CAPITAL) + letter);
            } else {
                out.appendCodePoint(c + FULL_WIDTH_OFFSET);
            }
        }
    }
}
