package io.moderato.rules.engine;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * A pattern as it is meant in texts with letters beyond ASCII. In RE2/J {@code \b}, {@code \B}, {@code \w} and {@code \W} know ASCII alone:
 * {@code \btit\b} matches inside "appétit", and {@code \bидиот\b} nowhere. Here they follow Unicode, and the search stays linear.
 *
 * <p>RE2/J cannot look at what is beside a place. So a text that is searched for word borders has a mark at each of them ({@link
 * MarkedText}); {@code \b} becomes the mark, and before everything that reads a char a mark may stand.
 */
final class UnicodePattern {
    private static final String WORD = "\\p{L}\\p{M}\\p{Nd}\\p{Nl}\\p{Pc}\\x{200C}\\x{200D}";
    private static final String MARK = "\\x{FFFF}";
    private static final String PERHAPS_MARK = MARK + "?";

    private final String source;
    private final boolean marked;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private UnicodePattern(String source, boolean marked) {
        this.source = source;
        this.marked = marked;
    }

    /**
     * A pattern for texts beyond ASCII.
     *
     * @param pattern what is searched for
     * @param marked  whether the text has to have marks at its word borders
     */
    record Rewritten(Pattern pattern, boolean marked) {}

    /** The pattern for texts beyond ASCII; none if it means the same there, or if it cannot be written so. */
    static Optional<Rewritten> of(String pattern) {
        boolean borders = pattern.contains("\\b");
        if (!borders && !pattern.contains("\\w") && !pattern.contains("\\W") && !pattern.contains("[:word:]")) {
            return Optional.empty();
        }
        try {
            UnicodePattern rewriting = new UnicodePattern(pattern, borders);
            rewriting.alternatives(false);
            return rewriting.at < pattern.length()
                    ? Optional.empty()
                    : Optional.of(new Rewritten(Pattern.compile(rewriting.out.toString()), borders));
        } catch (NotRewritable | PatternSyntaxException | StringIndexOutOfBoundsException asItIs) {
            return Optional.empty();
        }
    }

    /** What cannot be said with marks. */
    private static final class NotRewritable extends RuntimeException {
        NotRewritable() {
            super("not rewritable", null, false, false);
        }
    }

    /** Reads up to the end of the group; {@code dotAll} says whether a dot reads line feeds. */
    private void alternatives(boolean dotAll) {
        boolean all = dotAll;
        while (at < source.length() && source.charAt(at) != ')') {
            if (source.charAt(at) == '|') {
                out.append('|');
                at++;
            } else if (source.startsWith("(?", at) && isFlags()) {
                all = flags(all);
            } else {
                atom(all);
                quantifier();
            }
        }
    }

    private void atom(boolean dotAll) {
        char first = source.charAt(at);
        switch (first) {
            case '(' -> group(dotAll);
            case '[' -> readsChar(charClass());
            case '\\' -> escape();
            case '.' -> {
                at++;
                readsChar(!marked ? "." : dotAll ? "[^" + MARK + "]" : "[^\\n" + MARK + "]");
            }
            case '^' -> {
                at++;
                out.append('^');
            }
            case '$' -> {
                at++;
                end("$");
            }
            default -> {
                int letter = source.codePointAt(at);
                at += Character.charCount(letter);
                readsChar(literal(letter));
            }
        }
    }

    private void readsChar(String one) {
        if (marked) {
            out.append("(?:").append(PERHAPS_MARK).append(one).append(')');
        } else {
            out.append(one);
        }
    }

    /** The last word of a text ends with a mark. */
    private void end(String anchor) {
        if (marked) {
            out.append("(?:").append(PERHAPS_MARK).append(anchor).append(')');
        } else {
            out.append(anchor);
        }
    }

    private static String literal(int letter) {
        return letter < 0x80 && !Character.isLetterOrDigit(letter)
                ? "\\x{%X}".formatted(letter)
                : Character.toString(letter);
    }

    private boolean isFlags() {
        int end = at + 2;
        while ("imsU-".indexOf(source.charAt(end)) >= 0) {
            end++;
        }
        return source.charAt(end) == ')';
    }

    /** Flags for the rest of the group. */
    private boolean flags(boolean dotAll) {
        int end = source.indexOf(')', at) + 1;
        String flags = source.substring(at, end);
        out.append(flags);
        at = end;
        return dotAll(flags, dotAll);
    }

    private static boolean dotAll(String flags, boolean before) {
        int minus = flags.indexOf('-');
        int dots = flags.indexOf('s');
        return dots < 0 ? before : minus < 0 || dots < minus;
    }

    private void group(boolean dotAll) {
        int begin = at;
        boolean all = dotAll;
        if (source.startsWith("(?", at)) {
            boolean named = source.startsWith("(?P<", at) || source.startsWith("(?<", at);
            at = source.indexOf(named ? '>' : ':', at) + 1;
            all = named ? dotAll : dotAll(source.substring(begin, at), dotAll);
        } else {
            at++;
        }
        out.append(source, begin, at);
        alternatives(all);
        at++;
        out.append(')');
    }

    private void escape() {
        char kind = source.charAt(at + 1);
        switch (kind) {
            case 'b' -> border();
            case 'B' -> {
                if (marked) {
                    throw new NotRewritable();
                }
                at += 2;
                out.append("\\B");
            }
            case 'A' -> {
                at += 2;
                out.append("\\A");
            }
            case 'z' -> {
                at += 2;
                end("\\z");
            }
            case 'w' -> {
                at += 2;
                readsChar("[" + WORD + "]");
            }
            case 'W' -> {
                at += 2;
                readsChar("[^" + WORD + (marked ? MARK : "") + "]");
            }
            case 'D', 'S' -> {
                at += 2;
                readsChar(marked ? "[^\\" + Character.toLowerCase(kind) + MARK + "]" : "\\" + kind);
            }
            case 'P' -> {
                String property = escaped();
                readsChar(marked ? "[^\\p" + property.substring(2) + MARK + "]" : property);
            }
            case 'Q' -> quoted();
            default -> readsChar(escaped());
        }
    }

    private void border() {
        at += 2;
        if (at < source.length() && "*+?{".indexOf(source.charAt(at)) >= 0) {
            throw new NotRewritable();
        }
        if (!source.startsWith("\\b", at)) {
            // of several in a row the last one says the same as all
            out.append(MARK);
        }
    }

    private void quoted() {
        int end = source.indexOf("\\E", at + 2);
        String letters = source.substring(at + 2, end < 0 ? source.length() : end);
        at = end < 0 ? source.length() : end + 2;
        letters.codePoints().forEach(letter -> readsChar(literal(letter)));
    }

    /** An escape as it stands: of one char, a property, or a number. */
    private String escaped() {
        int begin = at;
        char kind = source.charAt(at + 1);
        at += 2;
        if ((kind == 'p' || kind == 'P' || kind == 'x') && source.startsWith("{", at)) {
            at = source.indexOf('}', at) + 1;
        } else if (kind == 'p' || kind == 'P') {
            at++;
        } else if (kind == 'x') {
            at += 2;
        } else if (kind >= '0' && kind <= '7') {
            while (at < source.length() && at < begin + 4 && source.charAt(at) >= '0' && source.charAt(at) <= '7') {
                at++;
            }
        }
        return source.substring(begin, at);
    }

    private String charClass() {
        StringBuilder chars = new StringBuilder("[");
        at++;
        boolean negated = source.charAt(at) == '^';
        if (negated) {
            chars.append('^');
            at++;
        }
        int first = at;
        // a bracket at the beginning is a char of the class
        while (source.charAt(at) != ']' || at == first) {
            chars.append(classPart());
        }
        at++;
        return chars.append(negated && marked ? MARK : "").append(']').toString();
    }

    private String classPart() {
        if (source.startsWith("[:", at)) {
            int end = source.indexOf(":]", at) + 2;
            String named = source.substring(at, end);
            at = end;
            if (named.startsWith("[:^")) {
                // what is left of everything may hold the mark
                return known(named);
            }
            return named.equals("[:word:]") ? WORD : named;
        }
        if (source.charAt(at) != '\\') {
            int letter = source.codePointAt(at);
            at += Character.charCount(letter);
            return Character.toString(letter);
        }
        char kind = source.charAt(at + 1);
        String part = escaped();
        return switch (kind) {
            case 'w' -> WORD;
            // inside a class the complement of several ranges cannot be written
            case 'W' -> throw new NotRewritable();
            case 'D', 'S', 'P' -> known(part);
            default -> part;
        };
    }

    private String known(String part) {
        if (marked) {
            throw new NotRewritable();
        }
        return part;
    }

    /** A quantifier stands behind what it repeats, as it is. */
    private void quantifier() {
        while (at < source.length()) {
            int end = at + 1;
            char sign = source.charAt(at);
            if (sign == '{') {
                end = source.indexOf('}', at) + 1;
                if (end == 0 || !source.substring(at + 1, end - 1).matches("\\d+(,\\d*)?")) {
                    // a brace that is an ordinary char
                    return;
                }
            } else if (sign != '?' && sign != '*' && sign != '+') {
                return;
            }
            out.append(source, at, end);
            at = end;
        }
    }
}
