package io.moderato.language;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text where sentences end; a sentence without an end is cut between two words. One pass; the pieces cover the text.
 *
 * <p>Short pieces are what is wanted here: a foreign sentence beside an English one must not decide for both.
 */
final class Sentences {
    /** Chars of a piece after which a comma ends it, and after which any blank does. */
    private static final int LONG = 120;

    private static final int LONGEST = 200;
    /** Chars of a piece that has no blank at all. */
    private static final int LIMIT = 400;

    private Sentences() {}

    /** Where each piece ends, exclusively, in order; the last is the length of the text. */
    static List<Integer> ends(String text) {
        List<Integer> ends = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            if (endsAfter(text, start, at)) {
                ends.add(at + 1);
                start = at + 1;
            }
        }
        if (start < text.length()) {
            ends.add(text.length());
        }
        return ends;
    }

    private static boolean endsAfter(String text, int start, int at) {
        char c = text.charAt(at);
        int length = at + 1 - start;
        return switch (c) {
            case '\n', '。', '！', '？', '।', '؟' -> true;
            case ' ' -> length > LONGEST || (at > start && closes(text.charAt(at - 1), length));
            default -> length >= LIMIT && !Character.isHighSurrogate(c);
        };
    }

    /** Whether a blank behind that char begins a new piece. */
    private static boolean closes(char before, int length) {
        return switch (before) {
            case '.', '!', '?', '…' -> true;
            case ',', ';', ':', ')', '"' -> length > LONG;
            default -> false;
        };
    }
}
