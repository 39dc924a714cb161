package io.moderato.contenttype;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Measures what a pattern unfolds to: RE2 takes linear time in the text, and for each character as much as the pattern has steps. Counted
 * repetitions make many steps of a few characters; "(a{1000}){1000}" has a million. The pattern is not compiled for this.
 */
final class PatternSize {
    private static final long ENORMOUS = 1L << 30;

    private final String pattern;
    private final Deque<Long> outside = new ArrayDeque<>();
    private long all;
    private long last;
    private int at;

    private PatternSize(String pattern) {
        this.pattern = pattern;
    }

    /** About how many steps the pattern has, rather too many than too few. It must not have quotations (\Q). */
    static long of(String pattern) {
        PatternSize size = new PatternSize(pattern);
        while (size.at < pattern.length()) {
            size.step();
        }
        size.outside.forEach(outer -> size.all += outer);
        return size.all;
    }

    private void step() {
        switch (pattern.charAt(at++)) {
            case '(' -> {
                outside.push(all);
                all = 0;
                last = 0;
            }
            case ')' -> {
                last = all + 1;
                all = last + (outside.isEmpty() ? 0 : outside.pop());
            }
            case '{' -> repeat();
            case '[' -> {
                skipClass();
                atom();
            }
            case '\\' -> {
                skipEscape();
                atom();
            }
            // they add a step and leave what a count behind them would repeat
            case '*', '+', '?', '|' -> all++;
            default -> atom();
        }
    }

    private void atom() {
        last = 1;
        all++;
    }

    private void repeat() {
        int end = pattern.indexOf('}', at);
        String counts = end < 0 ? "" : pattern.substring(at, end);
        if (!counts.matches("\\d{1,9}(,\\d{0,9})?")) {
            // a brace that is an ordinary character
            atom();
            return;
        }
        at = end + 1;
        long most = 1;
        for (String count : counts.split(",")) {
            most = Math.max(most, Long.parseLong(count));
        }
        long repeated = Math.min(last * most, ENORMOUS);
        all = Math.min(all - last + repeated, ENORMOUS);
        last = repeated;
    }

    private void skipClass() {
        if (at < pattern.length() && pattern.charAt(at) == '^') {
            at++;
        }
        // a bracket at the beginning is a character of the class
        int first = at;
        while (at < pattern.length() && (pattern.charAt(at) != ']' || at == first)) {
            int named = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at) : -1;
            if (named >= 0) {
                at = named + 2;
            } else {
                at += pattern.charAt(at) == '\\' ? 2 : 1;
            }
        }
        at++;
    }

    private void skipEscape() {
        char escaped = at < pattern.length() ? pattern.charAt(at++) : ' ';
        int end = "pPx".indexOf(escaped) >= 0 && pattern.startsWith("{", at) ? pattern.indexOf('}', at) : -1;
        at = end < 0 ? at : end + 1;
    }
}
