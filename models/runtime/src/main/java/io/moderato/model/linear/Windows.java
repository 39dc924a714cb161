package io.moderato.model.linear;

import java.util.ArrayList;
import java.util.List;

/** Cuts long texts, so that a few bad words in a long text are not thinned out by the rest of it. */
public final class Windows {
    /** UTF-16 chars of a window: longer than nearly all comments. */
    static final int CHARS = 2000;
    /** A window ends at a space, if there is one among its last so many chars. */
    private static final int LONGEST_WORD = 100;

    private Windows() {}

    /** The beginning of a text, as training reads it. */
    public static String first(String text) {
        return text.length() <= CHARS ? text : text.substring(0, end(text, 0));
    }

    /** The windows of a text, at least one; together they are the text. */
    public static List<String> of(String text) {
        if (text.length() <= CHARS) {
            return List.of(text);
        }
        List<String> windows = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int end = end(text, start);
            windows.add(text.substring(start, end));
            start = end;
        }
        return windows;
    }

    private static int end(String text, int start) {
        int end = start + CHARS;
        if (end >= text.length()) {
            return text.length();
        }
        for (int at = end; at > end - LONGEST_WORD; at--) {
            if (Character.isWhitespace(text.charAt(at))) {
                return at;
            }
        }
        return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }
}
