package io.moderato.rules.store;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.moderato.rules.RuleKind;
import org.jspecify.annotations.Nullable;

/** What a term of a blocklist may be. */
public final class TermRules {
    private static final int MAX_LENGTH = 500;
    /** Counted repetitions multiply: "(a{100}){100}" has 10,202 instructions, and RE2/J limits only one count at a time. */
    private static final int MAX_INSTRUCTIONS = 3_000;

    private TermRules() {}

    /** Whether a line of an import, without the blanks around it, is no term but blank or a comment. */
    public static boolean isPassedOver(String line) {
        return line.isEmpty() || line.startsWith("#");
    }

    /** What is wrong with a term as it stands, in words that go on after "it"; null if nothing is. */
    public static @Nullable String fault(RuleKind kind, String term) {
        if (term.isBlank()) {
            return "is blank";
        }
        if (!term.equals(term.strip())) {
            return "begins or ends with a blank";
        }
        if (isPassedOver(term)) {
            return "begins with #, which marks a comment";
        }
        if (term.length() > MAX_LENGTH) {
            return "is longer than " + MAX_LENGTH + " characters";
        }
        if (term.chars().anyMatch(Character::isISOControl)) {
            return "contains control characters";
        }
        return switch (kind) {
            case KEYWORD ->
                term.codePoints().anyMatch(Character::isLetterOrDigit)
                                || term.codePoints().anyMatch(c -> c > 0x7f)
                        ? null
                        : "has no letter, digit or sign to look for";
            case PATTERN -> patternFault(term);
        };
    }

    private static @Nullable String patternFault(String pattern) {
        try {
            Pattern compiled = Pattern.compile(pattern);
            if (compiled.programSize() > MAX_INSTRUCTIONS) {
                return "is too large: it has %,d instructions, and at most %,d are allowed. Make its counted repetitions, such as {1,100}, smaller"
                        .formatted(compiled.programSize(), MAX_INSTRUCTIONS);
            }
            return compiled.matcher("").matches() ? "matches the empty text, so it would match everything" : null;
        } catch (PatternSyntaxException wrong) {
            return "is not a pattern in RE2 syntax: " + wrong.getDescription();
        }
    }
}
