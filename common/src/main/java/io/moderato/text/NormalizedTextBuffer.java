package io.moderato.text;

import java.util.Arrays;

/** Chars under construction, each with the range [start, end) of the original that it came from. */
final class NormalizedTextBuffer {
    private final StringBuilder text;
    private int[] starts;
    private int[] ends;

    NormalizedTextBuffer(int capacity) {
        text = new StringBuilder(capacity);
        starts = new int[Math.max(capacity, 8)];
        ends = new int[Math.max(capacity, 8)];
    }

    void append(int codePoint, int start, int end) {
        text.appendCodePoint(codePoint);
        int length = text.length();
        if (length > starts.length) {
            starts = Arrays.copyOf(starts, Math.max(length, starts.length * 2));
            ends = Arrays.copyOf(ends, starts.length);
        }
        for (int i = length - Character.charCount(codePoint); i < length; i++) {
            starts[i] = start;
            ends[i] = end;
        }
    }

    int length() {
        return text.length();
    }

    int codePointAt(int index) {
        return text.codePointAt(index);
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }

    /** Moves the end of the last char to at least that offset, because more of the original was folded into it. */
    void extendLast(int end) {
        ends[text.length() - 1] = Math.max(ends[text.length() - 1], end);
    }

    String text() {
        return text.toString();
    }

    int[] starts() {
        return Arrays.copyOf(starts, text.length());
    }

    int[] ends() {
        return Arrays.copyOf(ends, text.length());
    }
}
