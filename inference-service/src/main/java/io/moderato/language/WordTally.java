package io.moderato.language;

import java.util.ArrayList;
import java.util.List;

/** The words of one sentence, and what each says about its language. */
final class WordTally {
    /** Longer runs are no words, and what the vocabulary would say of them nothing. */
    private static final int LONGEST_WORD = 40;

    /** A word: where it stands, and its weight for the model's languages (positive) or against them. */
    record Word(int start, int end, int weight) {}

    private static final int COMMON = 2;
    private static final int KNOWN = 1;
    private static final int NEUTRAL = 0;
    private static final int UNKNOWN = -1;
    private static final int OTHER = -2;

    private final List<Word> words = new ArrayList<>();
    private final StringBuilder letters = new StringBuilder();
    private final int[] commonIn;
    private int own;
    private int other;
    private int letterCount;
    private int knownLetters;

    private WordTally(int languages) {
        this.commonIn = new int[languages];
    }

    /** Reads text[start, end), which must be in lower case. */
    static WordTally of(String text, int start, int end, CommonWords common, long ownBits, KnownWords known) {
        WordTally tally = new WordTally(common.size());
        int at = start;
        while (at < end) {
            if (!isWordChar(text.charAt(at))) {
                at++;
                continue;
            }
            int from = at;
            boolean letter = false;
            while (at < end && (isWordChar(text.charAt(at)) || isInnerApostrophe(text, at, end))) {
                letter |= !Character.isDigit(text.charAt(at));
                at++;
            }
            boolean address = at + 2 < end && text.startsWith("://", at)
                    || text.startsWith("www.", from)
                    || from > start && text.charAt(from - 1) == '@';
            if (address) {
                while (at < end && !Character.isWhitespace(text.charAt(at))) {
                    at++;
                }
            } else if (letter) {
                tally.add(text, from, at, common, ownBits, known);
            }
        }
        return tally;
    }

    private static boolean isWordChar(char c) {
        if (c < 0x80) {
            return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
        }
        return switch (Character.getType(c)) {
            case Character.LOWERCASE_LETTER,
                    Character.UPPERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static boolean isInnerApostrophe(String text, int at, int end) {
        return text.charAt(at) == '\'' && at + 1 < end && isWordChar(text.charAt(at + 1));
    }

    private void add(String text, int from, int to, CommonWords common, long ownBits, KnownWords known) {
        String word = text.substring(from, to);
        letters.append(letters.isEmpty() ? "" : " ").append(word);
        letterCount += word.length();
        if (word.length() > LONGEST_WORD) {
            words.add(new Word(from, to, UNKNOWN));
            return;
        }
        long languages = common.languagesOf(word);
        int apostrophe = languages == 0 ? word.indexOf('\'') : -1;
        if (apostrophe > 0) {
            // "l'homme", "peter's": the longer half tells
            word = apostrophe * 2 < word.length() ? word.substring(apostrophe + 1) : word.substring(0, apostrophe);
            languages = common.languagesOf(word);
        }
        boolean ours = (languages & ownBits) != 0;
        boolean theirs = (languages & ~ownBits) != 0;
        int weight;
        if (ours) {
            own += theirs ? 0 : 1;
            knownLetters += word.length();
            weight = theirs ? NEUTRAL : COMMON;
        } else if (theirs) {
            other++;
            weight = OTHER;
        } else if (word.length() > 1 && known.knows(word)) {
            knownLetters += word.length();
            weight = word.length() > 2 ? KNOWN : NEUTRAL;
        } else {
            weight = word.length() > 1 ? UNKNOWN : NEUTRAL;
        }
        for (long rest = languages & ~ownBits; rest != 0; rest &= rest - 1) {
            commonIn[Long.numberOfTrailingZeros(rest)]++;
        }
        words.add(new Word(from, to, weight));
    }

    List<Word> words() {
        return words;
    }

    /** The words with one space between two. */
    String letters() {
        return letters.toString();
    }

    /** Words that are common in the model's languages alone. */
    int own() {
        return own;
    }

    /** Words that are common in other languages alone. */
    int other() {
        return other;
    }

    /** How many chars the words have. */
    int letterCount() {
        return letterCount;
    }

    /** The share of the chars that stand in words that the model knows or that are common in its languages. */
    double coverage() {
        return letterCount == 0 ? 0 : (double) knownLetters / letterCount;
    }

    /** The number of the other language of which most words are common, or -1 if two are even or there is none. */
    int likeliestOther() {
        int best = -1;
        int times = 0;
        for (int i = 0; i < commonIn.length; i++) {
            if (commonIn[i] > times) {
                best = i;
                times = commonIn[i];
            } else if (commonIn[i] == times) {
                best = -1;
            }
        }
        return best;
    }
}
