package io.moderato.rules.engine;

/**
 * Signs and digits that are glued to a word and do not belong to it: "Hi!zorbcoin", "@zorbcoin", "zorbcoin2025". Digits count only where
 * nothing but the word and they stand together, since "x7sex9Q" is no word.
 */
final class Neighbours {
    private static final String SIGNS = "!|+@$";

    private Neighbours() {}

    /** Whether a text has any. */
    static boolean areIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '_' || isDigit(c) || SIGNS.indexOf(c) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether a word may begin there. */
    static boolean openBefore(char[] chars, int start) {
        int at = start;
        while (at > 0 && isDigit(chars[at - 1])) {
            at--;
        }
        return at == 0 || !binds(chars[at - 1]);
    }

    /** Whether a word may end there. */
    static boolean openBehind(char[] chars, int end, int length) {
        int at = end;
        while (at < length && isDigit(chars[at])) {
            at++;
        }
        return at == length || !binds(chars[at]);
    }

    /** Letters, digits and marks, and the halves of letters that take two chars. */
    private static boolean binds(char c) {
        return Character.isLetterOrDigit(c)
                || Character.isSurrogate(c)
                || switch (Character.getType(c)) {
                    case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
                    default -> false;
                };
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
