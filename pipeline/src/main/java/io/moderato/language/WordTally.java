package io.moderato.language;

import java.util.ArrayList;
import java.util.List;

/** The words of one sentence, and what they say about its language. */
final class WordTally {
    private static final int LONGEST_WORD = 12;
    /** The first char of the scripts that put no blanks between words, or none between their words and Latin words. */
    private static final char EAST_ASIAN = 0x2E80;

    /** Weights of words for the model's languages (positive) or against them: see {@link ReadableRuns}. */
    private static final int COMMON = 4;

    private static final int KNOWN = 2;
    private static final int COMMON_IN_BOTH = 1;
    private static final int NEUTRAL = 0;
    private static final int UNKNOWN = -2;
    private static final int OTHER = -4;

    /** A word, text[start, end), and its weight. */
    record Word(int start, int end, int weight) {}

    private final CommonWords common;
    private final long ownBits;
    private final Vocabulary vocabulary;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder letters = new StringBuilder();
    private final int[] commonIn;
    private int own;
    private int other;
    private int chars;
    private int knownChars;
    private int pieces;
    private int weighedChars;

    private WordTally(CommonWords common, long ownBits, Vocabulary vocabulary) {
        this.common = common;
        this.ownBits = ownBits;
        this.vocabulary = vocabulary;
        this.commonIn = new int[common.size()];
    }

    /**
     * Reads text[start, end), which must be in lower case. Addresses and the names of accounts do not count as words.
     *
     * @param ownBits the languages of the model, as {@link CommonWords} numbers them
     */
    static WordTally of(String text, int start, int end, CommonWords common, long ownBits, Vocabulary vocabulary) {
        WordTally tally = new WordTally(common, ownBits, vocabulary);
        for (int at = start; at < end; ) {
            if (!isWordChar(text.charAt(at))) {
                at++;
                continue;
            }
            int from = at;
            boolean hasLetter = false;
            do {
                hasLetter |= text.charAt(at) != '\'' && !Character.isDigit(text.charAt(at));
                at++;
            } while (at < end && continues(text, at, end));
            if (isAddress(text, start, from, at)) {
                while (at < end && !Character.isWhitespace(text.charAt(at))) {
                    at++;
                }
            } else if (hasLetter) {
                tally.add(text, from, at);
            }
        }
        return tally;
    }

    private static boolean continues(String text, int at, int end) {
        char c = text.charAt(at);
        if (c == '\'') {
            return at + 1 < end && isWordChar(text.charAt(at + 1));
        }
        return isWordChar(c) && (c >= EAST_ASIAN == text.charAt(at - 1) >= EAST_ASIAN);
    }

    private static boolean isAddress(String text, int start, int from, int to) {
        int before = from - 1;
        while (before >= start && text.charAt(before) == '_') {
            before--;
        }
        return (before >= start && text.charAt(before) == '@')
                || text.startsWith("://", to)
                || text.startsWith("www.", from);
    }

    private static boolean isWordChar(char c) {
        if (c < 0x80) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        }
        return switch (Character.getType(c)) {
            case Character.LOWERCASE_LETTER,
                    Character.UPPERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.DECIMAL_DIGIT_NUMBER -> true;
            default -> false;
        };
    }

    private void add(String text, int from, int to) {
        String word = text.substring(from, to);
        letters.append(letters.isEmpty() ? "" : " ").append(word);
        chars += word.length();
        weighedChars += Math.min(word.length(), LONGEST_WORD);
        long languages = common.languagesOf(word);
        int apostrophe = languages == 0 ? word.indexOf('\'') : -1;
        if (apostrophe > 0) {
            // in "l'homme" and "peter's" only the longer half counts
            word = apostrophe * 2 < word.length() ? word.substring(apostrophe + 1) : word.substring(0, apostrophe);
            languages = common.languagesOf(word);
        }
        words.add(new Word(from, to, weigh(word, languages)));
    }

    private int weigh(String word, long languages) {
        for (long rest = languages & ~ownBits; rest != 0; rest &= rest - 1) {
            commonIn[Long.numberOfTrailingZeros(rest)]++;
        }
        boolean ours = (languages & ownBits) != 0;
        boolean theirs = (languages & ~ownBits) != 0;
        int cut = ours ? 1 : vocabulary.pieces(word);
        pieces += cut;
        if (ours) {
            knownChars += word.length();
            own += theirs ? 0 : 1;
            return theirs ? COMMON_IN_BOTH : COMMON;
        }
        if (word.length() == 1) {
            return NEUTRAL;
        }
        if (theirs) {
            other++;
            return OTHER;
        }
        if (cut > 1) {
            return UNKNOWN;
        }
        knownChars += word.length();
        return word.length() > 2 ? KNOWN : NEUTRAL;
    }

    List<Word> words() {
        return words;
    }

    /** The words with one space between two. */
    String letters() {
        return letters.toString();
    }

    /** How many chars the words have. */
    int chars() {
        return chars;
    }

    /** The amount of text to judge by, in chars; something longer than a word can be counts as one word. */
    int evidence() {
        return weighedChars;
    }

    /** How many words are common in the model's languages and in no other. */
    int own() {
        return own;
    }

    /** How many words are common in other languages and in none of the model's. */
    int other() {
        return other;
    }

    /** The share of the chars that stand in words that the model knows whole or that are common in its languages. */
    double known() {
        return chars == 0 ? 0 : (double) knownChars / chars;
    }

    /** How many chars a piece of the model's tokenizer has on average. */
    double charsOfPiece() {
        return pieces == 0 ? 0 : (double) chars / pieces;
    }

    /** The number of the one other language in which most words are common; -1 if there is none. */
    int likeliestOther() {
        int best = -1;
        int times = 0;
        for (int language = 0; language < commonIn.length; language++) {
            if (commonIn[language] > times) {
                best = language;
                times = commonIn[language];
            } else if (commonIn[language] == times) {
                best = -1;
            }
        }
        return best;
    }
}
