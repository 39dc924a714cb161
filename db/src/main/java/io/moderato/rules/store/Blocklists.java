package io.moderato.rules.store;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.moderato.access.store.Actor;
import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import io.moderato.decision.Category;
import io.moderato.event.Event;
import io.moderato.event.EventType;
import io.moderato.event.store.Events;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.RuleSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** The communities' blocklists. Every change raises the community's rules version in the same transaction. */
@Repository
public class Blocklists {
    private static final int MAX_TERM_LENGTH = 500;
    private static final int MAX_SHOWN = 100;
    private static final String SELECT =
            "SELECT b.*, (SELECT count(*) FROM blocklist_term t WHERE t.blocklist_id = b.id) AS terms FROM blocklist b ";
    private static final RowMapper<Blocklist> LIST = (row, index) -> new Blocklist(
            Columns.uuid(row, "id"),
            new CommunityId(row.getString("community_id")),
            row.getString("name"),
            RuleKind.valueOf(row.getString("kind")),
            Category.ofKey(row.getString("category")),
            RuleAction.valueOf(row.getString("action")),
            row.getBoolean("enabled"),
            row.getLong("terms"));

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final Events events;

    Blocklists(JdbcClient jdbc, AuditTrail audit, Events events) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.events = events;
    }

    /** All lists of that community by name. */
    public List<Blocklist> of(CommunityId community) {
        return jdbc.sql(SELECT + "WHERE b.community_id = ? ORDER BY b.name")
                .param(community.value())
                .query(LIST)
                .list();
    }

    /** What is in force, with its version; both from one snapshot. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public RuleSet inForce(CommunityId community) {
        long version = jdbc.sql("SELECT rules_version FROM community WHERE id = ?")
                .param(community.value())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> ProblemException.notFound("community"));
        List<RuleSet.ListedTerms> lists = of(community).stream()
                .filter(Blocklist::enabled)
                .map(list -> new RuleSet.ListedTerms(
                        list,
                        jdbc.sql("SELECT term FROM blocklist_term WHERE blocklist_id = ? ORDER BY id")
                                .param(list.id())
                                .query(String.class)
                                .list()))
                .toList();
        return new RuleSet(community, version, lists);
    }

    /** The terms of a list that contain the given text, by term; at most {@code limit} from {@code offset}. */
    @PreAuthorize("hasRole('ADMIN')")
    public List<Term> terms(UUID list, String containing, int offset, int limit) {
        return jdbc.sql("""
                        SELECT * FROM blocklist_term WHERE blocklist_id = ? AND position(lower(?) IN lower(term)) > 0
                        ORDER BY term OFFSET ? LIMIT ?
                        """)
                .params(list, containing, offset, limit)
                .query((row, index) -> new Term(
                        row.getLong("id"),
                        row.getString("term"),
                        row.getString("added_by"),
                        Columns.instant(row, "added_at")))
                .list();
    }

    /** How many terms of a list contain the given text. */
    @PreAuthorize("hasRole('ADMIN')")
    public int count(UUID list, String containing) {
        return jdbc.sql(
                        "SELECT count(*) FROM blocklist_term WHERE blocklist_id = ? AND position(lower(?) IN lower(term)) > 0")
                .params(list, containing)
                .query(Integer.class)
                .single();
    }

    /**
     * Creates an empty list.
     *
     * @throws ProblemException INVALID_FIELD without a name, ALREADY_EXISTS for a name that is taken
     */
    @PreAuthorize("hasRole('ADMIN') and #admin.username() == authentication.name")
    @Transactional
    public Blocklist create(
            Actor admin, CommunityId community, String name, RuleKind kind, Category category, RuleAction action) {
        return insert(admin.username(), community, name, kind, category, action);
    }

    /** Makes sure that the community has a list of that name with those terms, at the first start or for the demo. */
    @Transactional
    public void bootstrap(
            CommunityId community,
            String name,
            RuleKind kind,
            Category category,
            RuleAction action,
            List<String> terms) {
        if (of(community).stream().noneMatch(list -> list.name().equals(name))) {
            Blocklist list = insert("system", community, name, kind, category, action);
            addAll("system", list, terms);
        }
    }

    /** Puts a list in force or out of it, and changes what its matches do. */
    @PreAuthorize("hasRole('ADMIN') and #admin.username() == authentication.name")
    @Transactional
    public void change(Actor admin, UUID list, RuleAction action, boolean enabled) {
        Blocklist before = find(list);
        jdbc.sql("UPDATE blocklist SET action = ?, enabled = ? WHERE id = ?")
                .params(action.name(), enabled, list)
                .update();
        touched(
                admin.username(),
                "blocklist.change",
                before,
                Map.of("action", action.name(), "enabled", Boolean.toString(enabled)));
    }

    /** Removes a list with all its terms. */
    @PreAuthorize("hasRole('ADMIN') and #admin.username() == authentication.name")
    @Transactional
    public void remove(Actor admin, UUID list) {
        Blocklist before = find(list);
        jdbc.sql("DELETE FROM blocklist WHERE id = ?").param(list).update();
        touched(admin.username(), "blocklist.remove", before, Map.of("terms", Long.toString(before.terms())));
    }

    /** Adds what can be added, one term a line; empty lines and lines that start with # are passed over. */
    @PreAuthorize("hasRole('ADMIN') and #admin.username() == authentication.name")
    @Transactional
    public ImportOutcome add(Actor admin, UUID list, List<String> lines) {
        return addAll(admin.username(), find(list), lines);
    }

    /** Removes one term. */
    @PreAuthorize("hasRole('ADMIN') and #admin.username() == authentication.name")
    @Transactional
    public void removeTerm(Actor admin, UUID list, long term) {
        Blocklist from = find(list);
        int removed = jdbc.sql("DELETE FROM blocklist_term WHERE id = ? AND blocklist_id = ?")
                .params(term, list)
                .update();
        if (removed == 1) {
            touched(admin.username(), "blocklist.remove-term", from, Map.of("term", Long.toString(term)));
        }
    }

    private Blocklist find(UUID list) {
        return jdbc.sql(SELECT + "WHERE b.id = ?")
                .param(list)
                .query(LIST)
                .optional()
                .orElseThrow(() -> ProblemException.notFound("blocklist"));
    }

    private Blocklist insert(
            String by, CommunityId community, String name, RuleKind kind, Category category, RuleAction action) {
        if (name.isBlank() || name.length() > 100) {
            throw ProblemException.invalidField("/name", "A blocklist's name has 1 to 100 characters.");
        }
        UUID id = UUID.randomUUID();
        try {
            jdbc.sql("INSERT INTO blocklist (id, community_id, name, kind, category, action) VALUES (?, ?, ?, ?, ?, ?)")
                    .params(id, community.value(), name, kind.name(), category.key(), action.name())
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new ProblemException(
                    ProblemKey.ALREADY_EXISTS, "There is already a blocklist named " + name + ".", "/name", taken);
        }
        Blocklist list = find(id);
        touched(by, "blocklist.create", list, Map.of("action", action.name()));
        return list;
    }

    private ImportOutcome addAll(String by, Blocklist list, List<String> lines) {
        Set<String> terms = new LinkedHashSet<>();
        List<String> refused = new ArrayList<>();
        int given = 0;
        for (int i = 0; i < lines.size(); i++) {
            String term = lines.get(i).strip();
            if (term.isEmpty() || term.startsWith("#")) {
                continue;
            }
            String fault = fault(list.kind(), term);
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
                        """)
                .params(list.id(), by, terms.toArray(String[]::new))
                .update();
        if (added > 0) {
            touched(by, "blocklist.add-terms", list, Map.of("added", Integer.toString(added)));
        }
        List<String> costly = switch (list.kind()) {
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

    private void touched(String by, String action, Blocklist list, Map<String, String> detail) {
        jdbc.sql("UPDATE community SET rules_version = rules_version + 1 WHERE id = ?")
                .param(list.community().value())
                .update();
        events.raise(new Event(
                EventType.RULES_PUBLISHED,
                list.community(),
                null,
                list.id().toString(),
                Map.of("act", action, "by", by)));
        audit.record(by, action, list.name(), list.community(), detail);
    }
}
