package io.moderato.model.linear;

import java.util.ArrayList;
import java.util.List;

/** Cuts long texts into windows, so that a few bad words in a long text still count. */
public final class Windows {
    /** The length of a window in UTF-16 chars. Nearly all comments are shorter. */
    static final int CHARS = 2000;
    /** The number of chars at the end of a window in which we look for a space. The window ends at that space. */
    private static final int LONGEST_WORD = 100;

    private Windows() {}

    /** The first window of a text, which training reads. */
    public static String first(String text) {
        return text.length() <= CHARS ? text : text.substring(0, end(text, 0));
    }

    /** The windows of a text, at least one. Joined, they give the text. */
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
