package io.moderato.rules.engine;

import java.util.Arrays;

/**
 * Finds every occurrence of very many words in one pass over a text (Aho and Corasick, "Efficient string matching", CACM 18(6),
 * 1975).
 *
 * <p>States are numbered level by level, so the children of a state stand side by side, sorted by their char, and a state costs
 * 18 bytes: a million terms take about as much memory as their text. Building reads ranges of the sorted terms and needs no
 * tree of objects.
 */
final class KeywordAutomaton {
    private static final int NONE = -1;
    private static final int ROOT = 0;

    private char[] labels;
    private int[] firstChild;
    private int[] fail;
    private int[] ending;
    private int[] nextEnding;
    private int states = 1;

    private KeywordAutomaton(int capacity) {
        labels = new char[capacity];
        firstChild = new int[capacity + 1];
        fail = new int[capacity];
        ending = new int[capacity];
        nextEnding = new int[0];
    }

    /** Receives the occurrences of words in a text. */
    interface Found {
        /** The word with that number ends before that index. */
        void word(int number, int end);
    }

    /**
     * The automaton for those words; their numbers are their places in the array.
     *
     * @param sorted different words, none empty, in the order of {@link String#compareTo}
     */
    static KeywordAutomaton of(String[] sorted) {
        KeywordAutomaton automaton = new KeywordAutomaton(Math.max(16, sorted.length));
        automaton.build(sorted);
        return automaton;
    }

    /** The number of states, which is the measure of the memory. */
    int states() {
        return states;
    }

    /** Reports every occurrence in the first {@code length} chars. */
    void search(char[] text, int length, Found found) {
        int state = ROOT;
        for (int i = 0; i < length; i++) {
            state = step(state, text[i]);
            for (int at = ending[state] == NONE ? nextEnding[state] : state; at != NONE; at = nextEnding[at]) {
                found.word(ending[at], i + 1);
            }
        }
    }

    private void build(String[] words) {
        int[] from = new int[labels.length];
        int[] to = new int[labels.length];
        to[ROOT] = words.length;
        int level = ROOT;
        for (int depth = 0; level < states; depth++) {
            int levelEnd = states;
            for (int state = level; state < levelEnd; state++) {
                firstChild[state] = states;
                int at = from[state];
                ending[state] = NONE;
                if (at < to[state] && words[at].length() == depth) {
                    ending[state] = at++;
                }
                while (at < to[state]) {
                    char label = words[at].charAt(depth);
                    int end = at + 1;
                    while (end < to[state] && words[end].charAt(depth) == label) {
                        end++;
                    }
                    if (states == labels.length) {
                        grow();
                        from = Arrays.copyOf(from, labels.length);
                        to = Arrays.copyOf(to, labels.length);
                    }
                    int child = states++;
                    labels[child] = label;
                    from[child] = at;
                    to[child] = end;
                    fail[child] = state == ROOT ? ROOT : step(fail[state], label);
                    at = end;
                }
            }
            level = levelEnd;
        }
        firstChild[states] = states;
        shrink();
        nextEnding = new int[states];
        nextEnding[ROOT] = NONE;
        for (int state = 1; state < states; state++) {
            nextEnding[state] = ending[fail[state]] == NONE ? nextEnding[fail[state]] : fail[state];
        }
    }

    private int step(int state, char label) {
        while (true) {
            int child = Arrays.binarySearch(labels, firstChild[state], firstChild[state + 1], label);
            if (child >= 0) {
                return child;
            }
            if (state == ROOT) {
                return ROOT;
            }
            state = fail[state];
        }
    }

    private void grow() {
        resize(labels.length + (labels.length >> 1));
    }

    private void shrink() {
        resize(states);
    }

    private void resize(int capacity) {
        labels = Arrays.copyOf(labels, capacity);
        firstChild = Arrays.copyOf(firstChild, capacity + 1);
        fail = Arrays.copyOf(fail, capacity);
        ending = Arrays.copyOf(ending, capacity);
    }
}
