package io.moderato.rules.store;

import io.moderato.problem.ProblemException;
import io.moderato.rules.RuleKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds terms to a list, up to a hundred thousand in one statement. JPA would write them row by row. */
final class TermImport {
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
            if (TermRules.isPassedOver(term)) {
                continue;
            }
            String fault = TermRules.fault(kind, term);
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

    /** Removes those terms that are there, and says how many were. */
    int remove(UUID list, List<String> terms) {
        return jdbc.sql("DELETE FROM blocklist_term WHERE blocklist_id = ? AND term = ANY(?::text[])")
                .params(list, terms.toArray(String[]::new))
                .update();
    }

    /**
     * Does nothing if each of the texts is a term as it stands, where a line of an import may also be blank or a comment.
     *
     * @throws ProblemException INVALID_FIELD for the first that is none, with its place below "/add"
     */
    static void requireAll(RuleKind kind, List<String> terms) {
        for (int i = 0; i < terms.size(); i++) {
            String fault = TermRules.fault(kind, terms.get(i));
            if (fault != null) {
                throw ProblemException.invalidField("/add/" + i, "This cannot be a term: it " + fault + ".");
            }
        }
    }
}
