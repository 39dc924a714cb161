package io.moderato.rules.store;

import com.google.re2j.Pattern;

/**
 * Finds the patterns that make much work in long texts. Such a pattern can have a match, and still reads on through any number of words for
 * a longer match.
 *
 * <p>For example, "free(.*money)?" has matched when it has read "free", and then reads on to the end of the line; and so again after every
 * "free". This class reads patterns that RE2/J has compiled. A pattern that it does not understand counts as cheap.
 */
final class PatternCost {
    private static final Part ONE_CHAR = new Part(false, false, false, false, false, false);
    private static final Part NOTHING = new Part(true, false, false, false, false, false);

    private final String pattern;
    private int at;

    private PatternCost(String pattern) {
        this.pattern = pattern;
    }

    /** Whether the pattern can be slow in a long text. The pattern must compile. */
    static boolean isHigh(String pattern) {
        try {
            return new PatternCost(pattern).alternatives().forks();
        } catch (StringIndexOutOfBoundsException notUnderstood) {
            return false;
        }
    }

    /**
     * The abilities of a part of a pattern.
     *
     * @param empty   whether it can match nothing
     * @param letters whether it can read a letter
     * @param spaces  whether it can read a space
     * @param roams   whether it can read on through any number of words
     * @param waits   whether it may need something more after it has roamed
     * @param forks   whether it can have a match while it still waits
     */
    private record Part(boolean empty, boolean letters, boolean spaces, boolean roams, boolean waits, boolean forks) {
        Part then(Part next) {
            return new Part(
                    empty && next.empty,
                    letters || next.letters,
                    spaces || next.spaces,
                    roams || next.roams,
                    waits || next.waits || (roams && !next.empty),
                    forks || next.forks);
        }

        Part or(Part other) {
            boolean eitherWaits = waits || other.waits;
            return new Part(
                    empty || other.empty,
                    letters || other.letters,
                    spaces || other.spaces,
                    roams || other.roams,
                    eitherWaits,
                    forks || other.forks || eitherWaits);
        }

        Part repeated(boolean mayBeNone, boolean endless, boolean shortestFirst) {
            return new Part(
                    empty || mayBeNone,
                    letters,
                    spaces,
                    roams || (endless && letters && spaces),
                    waits,
                    forks || (mayBeNone && waits && !shortestFirst));
        }
    }

    private Part alternatives() {
        Part all = sequence();
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            all = all.or(sequence());
        }
        return all;
    }

    private Part sequence() {
        Part all = NOTHING;
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            all = all.then(quantified(atom()));
        }
        return all;
    }

    private Part atom() {
        int start = at;
        switch (pattern.charAt(at++)) {
            case '(' -> {
                return group();
            }
            case '[' -> endOfClass();
            case '\\' -> endOfEscape();
            case '^', '$' -> {
                return NOTHING;
            }
            case '.' -> {
                return new Part(false, true, true, false, false, false);
            }
            default -> {
                return ONE_CHAR;
            }
        }
        String source = pattern.substring(start, at);
        if (source.matches("\\\\[AzbB]")) {
            return NOTHING;
        }
        if (source.startsWith("\\Q")) {
            return ONE_CHAR;
        }
        Pattern one = Pattern.compile(source);
        return new Part(false, one.matches("e"), one.matches(" "), false, false, false);
    }

    private Part group() {
        if (pattern.startsWith("?", at)) {
            int end = at + 1;
            while (pattern.charAt(end) != ':' && pattern.charAt(end) != '>' && pattern.charAt(end) != ')') {
                end++;
            }
            at = end + 1;
            if (pattern.charAt(end) == ')') {
                // flags for the rest of the pattern
                return NOTHING;
            }
        }
        Part inside = alternatives();
        at++;
        return inside;
    }

    private void endOfClass() {
        if (pattern.charAt(at) == '^') {
            at++;
        }
        // a bracket at the beginning is a char of the class
        int first = at;
        while (pattern.charAt(at) != ']' || at == first) {
            if (pattern.startsWith("[:", at)) {
                at = pattern.indexOf(":]", at) + 2;
            } else {
                at += pattern.charAt(at) == '\\' ? 2 : 1;
            }
        }
        at++;
    }

    private void endOfEscape() {
        char escaped = pattern.charAt(at++);
        if (escaped == 'Q') {
            int end = pattern.indexOf("\\E", at);
            at = end < 0 ? pattern.length() : end + 2;
        } else if ((escaped == 'p' || escaped == 'P' || escaped == 'x') && pattern.startsWith("{", at)) {
            at = pattern.indexOf('}', at) + 1;
        } else if (escaped == 'p' || escaped == 'P') {
            at++;
        } else if (escaped == 'x') {
            at += 2;
        }
    }

    private Part quantified(Part part) {
        Part all = part;
        while (at < pattern.length()) {
            boolean mayBeNone;
            boolean endless;
            int end = at + 1;
            switch (pattern.charAt(at)) {
                case '?' -> {
                    mayBeNone = true;
                    endless = false;
                }
                case '*' -> {
                    mayBeNone = true;
                    endless = true;
                }
                case '+' -> {
                    mayBeNone = false;
                    endless = true;
                }
                case '{' -> {
                    end = pattern.indexOf('}', at) + 1;
                    String counts = end == 0 ? "" : pattern.substring(at + 1, end - 1);
                    if (!counts.matches("\\d+(,\\d*)?")) {
                        // a brace that is an ordinary char
                        return all;
                    }
                    mayBeNone = counts.startsWith("0");
                    endless = counts.endsWith(",");
                }
                default -> {
                    return all;
                }
            }
            boolean shortestFirst = pattern.startsWith("?", end);
            at = shortestFirst ? end + 1 : end;
            all = all.repeated(mayBeNone, endless, shortestFirst);
        }
        return all;
    }
}
