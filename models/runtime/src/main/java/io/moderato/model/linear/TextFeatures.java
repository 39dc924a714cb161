package io.moderato.model.linear;

import io.moderato.text.NormalizedText;
import io.moderato.text.NormalizedText.Form;
import java.util.Arrays;

/**
 * The features of texts for the linear model, as 32-bit hashes: words, pairs of neighbouring words, and n-grams of 2 to 5 characters
 * between two spaces. Each feature counts once for a text. The buffers are kept between texts, so this class is not thread-safe.
 */
public final class TextFeatures {
    private static final int SHORTEST = 2;
    private static final int LONGEST = 5;
    private static final int WORD = 0x2545F491;
    private static final int PAIR = 0x61C88647;
    private static final int CHARACTERS = 0x1B873593;
    /** Stands for the word before the first word and after the last word. */
    private static final int EDGE = 0x7FEB352D;

    private static final int FIRST_SLOTS = 4096;
    /** The largest table that is kept. A very long text needs a larger one, and to clear that for each later text would be slow. */
    private static final int MOST_KEPT_SLOTS = 1 << 14;

    private int[] found = new int[1024];
    private int size;
    private int[] slots = new int[FIRST_SLOTS];
    private char[] word = new char[64];

    /** The different features of a text, in the order in which they first occur. Never fails. */
    public int[] of(String text) {
        clear();
        String light = NormalizedText.of(text).text();
        collect(light);
        String skeleton = NormalizedText.of(text, Form.SKELETON).text();
        // the word behind a disguise counts as one more word of the text
        if (!skeleton.equals(light)) {
            collect(skeleton);
        }
        return Arrays.copyOf(found, size);
    }

    private void collect(String text) {
        words(text);
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
                continue;
            }
            int end = at + 1;
            while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            characters(text, at, end);
            at = end;
        }
    }

    private void words(String text) {
        int previous = EDGE;
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            int end = at + Character.charCount(codePoint);
            if (Character.isWhitespace(codePoint)) {
                at = end;
                continue;
            }
            int hash = codePoint;
            if (isWordPart(codePoint)) {
                while (end < text.length() && isWordPart(text.codePointAt(end))) {
                    int next = text.codePointAt(end);
                    hash = hash * 31 + next;
                    end += Character.charCount(next);
                }
            }
            hash = mixed(hash ^ WORD);
            add(hash);
            add(mixed(previous * 31 + hash ^ PAIR));
            previous = hash;
            at = end;
        }
        add(mixed(previous * 31 + EDGE ^ PAIR));
    }

    private void characters(String text, int from, int to) {
        int length = to - from + 2;
        if (word.length < length) {
            word = new char[2 * length];
        }
        word[0] = ' ';
        text.getChars(from, to, word, 1);
        word[length - 1] = ' ';
        for (int start = 0; start < length; start++) {
            int hash = CHARACTERS;
            int last = Math.min(length, start + LONGEST);
            for (int i = start; i < last; i++) {
                hash = (hash ^ word[i]) * 0x01000193;
                hash ^= hash >>> 15;
                if (i - start + 1 >= SHORTEST) {
                    add(mixed(hash + (i - start)));
                }
            }
        }
    }

    private static boolean isWordPart(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || codePoint == '\'';
    }

    /** The finaliser of MurmurHash3: every bit of the input changes all bits of the result. */
    private static int mixed(int hash) {
        int h = hash;
        h ^= h >>> 16;
        h *= 0x85EBCA6B;
        h ^= h >>> 13;
        h *= 0xC2B2AE35;
        h ^= h >>> 16;
        // 0 marks a free slot in tables
        return h == 0 ? 1 : h;
    }

    private void add(int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        // 0 marks a free slot, so the places are numbered from 1
        while (slots[slot] != 0) {
            if (found[slots[slot] - 1] == hash) {
                return;
            }
            slot = (slot + 1) & mask;
        }
        if (size == found.length) {
            found = Arrays.copyOf(found, 2 * size);
        }
        found[size++] = hash;
        slots[slot] = size;
        if (2 * size > slots.length) {
            grow();
        }
    }

    private void grow() {
        slots = new int[2 * slots.length];
        int mask = slots.length - 1;
        for (int i = 0; i < size; i++) {
            int slot = found[i] & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = i + 1;
        }
    }

    private void clear() {
        if (slots.length > MOST_KEPT_SLOTS) {
            slots = new int[FIRST_SLOTS];
        } else {
            Arrays.fill(slots, 0);
        }
        size = 0;
    }
}
