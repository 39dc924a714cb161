package io.moderato.rules.engine;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;

/**
 * A text with a mark, U+FFFF, wherever a word begins or ends, as Unicode knows words: letters, marks, digits, connectors and joiners of every
 * script (UTS #18, RL1.4). U+FFFF is no character; one that stands in the text becomes U+FFFD.
 */
final class MarkedText {
    private static final char MARK = '\uFFFF';
    private static final int ZWNJ = 0x200C;
    private static final int ZWJ = 0x200D;

    private final String marked;
    /** The place in the text of each char; of a mark, the place of the char after it. */
    private final int[] places;

    private MarkedText(String marked, int[] places) {
        this.marked = marked;
        this.places = places;
    }

    static MarkedText of(String text) {
        StringBuilder marked = new StringBuilder(text.length() + text.length() / 2);
        int[] places = new int[2 * text.length() + 2];
        boolean inWord = false;
        for (int at = 0; at < text.length(); ) {
            int letter = text.codePointAt(at);
            boolean word = isWord(letter);
            if (word != inWord) {
                places[marked.length()] = at;
                marked.append(MARK);
                inWord = word;
            }
            int width = Character.charCount(letter);
            for (int i = 0; i < width; i++) {
                places[marked.length() + i] = at + i;
            }
            marked.appendCodePoint(letter == MARK ? 0xFFFD : letter);
            at += width;
        }
        if (inWord) {
            places[marked.length()] = text.length();
            marked.append(MARK);
        }
        places[marked.length()] = text.length();
        return new MarkedText(marked.toString(), places);
    }

    /** The text with its marks. */
    String marked() {
        return marked;
    }

    /** Whether a mark stands there. */
    boolean isMark(int index) {
        return index >= 0 && index < marked.length() && marked.charAt(index) == MARK;
    }

    /** Where a match that begins there begins in the text. */
    int start(int index) {
        return places[index];
    }

    /** Where a match that ends before that index ends in the text. */
    int end(int index) {
        return isMark(index - 1) ? places[index - 1] : places[index];
    }

    private static boolean isWord(int letter) {
        if (letter < 0x80) {
            return (letter >= 'a' && letter <= 'z')
                    || (letter >= 'A' && letter <= 'Z')
                    || (letter >= '0' && letter <= '9')
                    || letter == '_';
        }
        return switch (UCharacter.getType(letter)) {
            case UCharacterCategory.UPPERCASE_LETTER,
                    UCharacterCategory.LOWERCASE_LETTER,
                    UCharacterCategory.TITLECASE_LETTER,
                    UCharacterCategory.MODIFIER_LETTER,
                    UCharacterCategory.OTHER_LETTER,
                    UCharacterCategory.NON_SPACING_MARK,
                    UCharacterCategory.COMBINING_SPACING_MARK,
                    UCharacterCategory.ENCLOSING_MARK,
                    UCharacterCategory.DECIMAL_DIGIT_NUMBER,
                    UCharacterCategory.LETTER_NUMBER,
                    UCharacterCategory.CONNECTOR_PUNCTUATION -> true;
            default -> letter == ZWJ || letter == ZWNJ;
        };
    }
}
