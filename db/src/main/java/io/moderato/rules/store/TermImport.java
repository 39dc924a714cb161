package io.moderato.rules.store;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.moderato.rules.RuleKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds terms to a list, up to a hundred thousand in one statement. JPA would write them row by row. */
final class TermImport {
    private static final int MAX_TERM_LENGTH = 500;
    private static final int MAX_SHOWN = 100;

    private final JdbcClient jdbc;

    TermImport(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds all valid terms, one in each line, and says why the others were refused. Empty lines and lines that start with # are ignored.
     */
    ImportOutcome add(String by, UUID list, RuleKind kind, List<String> lines) {
        Set<String> terms = new LinkedHashSet<>();
        List<String> refused = new ArrayList<>();
        int given = 0;
        for (int i = 0; i < lines.size(); i++) {
            String term = lines.get(i).strip();
            if (term.isEmpty() || term.startsWith("#")) {
                continue;
            }
            String fault = fault(kind, term);
            if (fault == null) {
                given++;
                terms.add(term);
            } else if (refused.size() < MAX_SHOWN) {
                refused.add("line " + (i + 1) + ": " + fault);
            }
        }
        int added = jdbc.sql("""
                        INSERT INTO blocklist_term (blocklist_id, term, added_by)
                        SELECT ?, t, ? FROM unnest(?::text[]) AS t
                        ON CONFLICT DO NOTHING
                        """).params(list, by, terms.toArray(String[]::new)).update();
        List<String> costly = switch (kind) {
            case KEYWORD -> List.of();
            case PATTERN ->
                terms.stream().filter(PatternCost::isHigh).limit(MAX_SHOWN).toList();
        };
        return new ImportOutcome(added, given - added, refused, costly);
    }

    private static @Nullable String fault(RuleKind kind, String term) {
        if (term.length() > MAX_TERM_LENGTH) {
            return "longer than " + MAX_TERM_LENGTH + " characters";
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
            return Pattern.compile(pattern).matcher("").matches()
                    ? "matches the empty text, so it would match everything"
                    : null;
        } catch (PatternSyntaxException wrong) {
            return "not a pattern in RE2 syntax: " + wrong.getDescription();
        }
    }
}
