package io.moderato.rules.engine;

import org.jspecify.annotations.Nullable;

/** Where digits and signs are not letters in disguise: in prices ("A$5"), codes ("F4G", "Galaxy A55") and handles ("@nus"). */
final class LeetReading {
    private static final String CURRENCIES = "$€£¢";
    /** A code is short; a longer word with digits in it ("1D10T") is a word in disguise. */
    private static final int LONGEST_CODE = 3;
    /** So far is looked on each side for what a word is glued to, so that a text without blanks takes linear time. */
    private static final int FARTHEST = 40;

    private final String text;
    private @Nullable Boolean shouted;

    LeetReading(String text) {
        this.text = text;
    }

    /** Whether there is anything that may or may not be a letter in disguise. */
    static boolean mattersIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isDigit(c) || c == '@' || CURRENCIES.indexOf(c) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether a word that was read in that part of the text is none, because of what its digits and signs are there. */
    boolean isDoubtful(int from, int to) {
        if (!mattersIn(text.substring(from, to))) {
            return false;
        }
        int begin = from;
        while (begin > Math.max(0, from - FARTHEST) && !Character.isWhitespace(text.charAt(begin - 1))) {
            begin--;
        }
        int end = to;
        while (end < Math.min(text.length(), to + FARTHEST) && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return isHandle(from, to) || isPrice(begin, end) || isCode(begin, end);
    }

    private boolean isHandle(int from, int to) {
        return text.charAt(from) == '@' && from + 1 < to && Character.isLetter(text.charAt(from + 1));
    }

    private boolean isPrice(int begin, int end) {
        for (int i = begin; i + 1 < end; i++) {
            boolean sign = CURRENCIES.indexOf(text.charAt(i)) >= 0;
            boolean signBehind = CURRENCIES.indexOf(text.charAt(i + 1)) >= 0;
            if ((sign && isDigit(text.charAt(i + 1))) || (signBehind && isDigit(text.charAt(i)))) {
                return true;
            }
        }
        return false;
    }

    /** In a text that is not shouted, a word of two or three capitals and digits. */
    private boolean isCode(int begin, int end) {
        int capitals = 0;
        int digits = 0;
        for (int i = begin; i < end; i++) {
            char c = text.charAt(i);
            if (Character.isLowerCase(c)) {
                return false;
            }
            capitals += Character.isUpperCase(c) ? 1 : 0;
            digits += isDigit(c) ? 1 : 0;
        }
        return digits > 0 && capitals > 0 && capitals + digits <= LONGEST_CODE && !isShouted();
    }

    private boolean isShouted() {
        Boolean known = shouted;
        if (known == null) {
            known = text.chars().noneMatch(Character::isLowerCase);
            shouted = known;
        }
        return known;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
