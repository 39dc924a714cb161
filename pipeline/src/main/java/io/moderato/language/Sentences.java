package io.moderato.language;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text where sentences end; a sentence without an end is cut between two words. One pass; the pieces cover the text.
 *
 * <p>Pieces are short on purpose: a foreign sentence beside an English one must not decide for both.
 */
final class Sentences {
    /** The length after which a piece ends at a comma, and the length after which it ends at any blank. */
    private static final int LONG = 120;

    private static final int LONGEST = 200;
    /** The longest piece without any blank. */
    private static final int LIMIT = 400;

    /** A remainder shorter than this is joined with the piece that was cut off before it. */
    private static final int SHORT = 40;

    private Sentences() {}

    /** The end (exclusive) of each piece, in order; the last one is the length of the text. */
    static List<Integer> ends(String text) {
        List<Integer> ends = new ArrayList<>();
        int start = 0;
        boolean cut = false;
        for (int at = 0; at < text.length(); at++) {
            boolean ended = isEnd(text, start, at) || at + 1 == text.length();
            boolean tooLong = !ended && isTooLong(text, start, at);
            if (ended || tooLong) {
                if (cut && at + 1 - start < SHORT) {
                    ends.removeLast();
                }
                ends.add(at + 1);
                start = at + 1;
                cut = tooLong;
            }
        }
        return ends;
    }

    private static boolean isEnd(String text, int start, int at) {
        return switch (text.charAt(at)) {
            case '\n', '。', '！', '？', '।', '؟' -> true;
            case ' ' -> at > start && ".!?…".indexOf(text.charAt(at - 1)) >= 0;
            default -> false;
        };
    }

    private static boolean isTooLong(String text, int start, int at) {
        char c = text.charAt(at);
        int length = at + 1 - start;
        if (c == ' ') {
            return length > LONGEST || (length > LONG && ",;:)\"".indexOf(text.charAt(at - 1)) >= 0);
        }
        return length >= LIMIT && !Character.isHighSurrogate(c);
    }
}
