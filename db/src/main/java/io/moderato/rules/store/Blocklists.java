package io.moderato.rules.store;

import io.moderato.access.store.Administrator;
import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.database.EditVersions;
import io.moderato.database.EditedNames;
import io.moderato.database.EditingStore;
import io.moderato.database.UniqueNames;
import io.moderato.decision.Category;
import io.moderato.event.Event;
import io.moderato.event.EventType;
import io.moderato.event.store.Events;
import io.moderato.problem.ProblemException;
import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;

/**
 * The communities' blocklists, in the form that people edit. Every change raises the community's rules version in the same transaction;
 * {@link RuleSetsInForce} has the rules that decide now.
 */
@EditingStore
public class Blocklists {
    private final BlocklistRows rows;
    private final TermRows terms;
    private final TermImport imports;
    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final Events events;

    Blocklists(BlocklistRows rows, TermRows terms, JdbcClient jdbc, AuditTrail audit, Events events) {
        this.rows = rows;
        this.terms = terms;
        this.imports = new TermImport(jdbc);
        this.jdbc = jdbc;
        this.audit = audit;
        this.events = events;
    }

    /** All lists of that community, sorted by name. */
    public List<Blocklist> of(CommunityId community) {
        return rows.of(community.value()).stream().map(CountedList::blocklist).toList();
    }

    /** The list of that id. */
    public Optional<Blocklist> find(UUID list) {
        return rows.findById(list).map(found -> found.blocklist(terms.countByBlocklistId(list)));
    }

    /**
     * The terms of a list that come after the given one, by term, at most that many, and the version of all its terms.
     *
     * @throws ProblemException NOT_FOUND if there is no such list among those that the admin may know of
     */
    @PreAuthorize(Administrator.MAY_READ)
    public TermPage termsAfter(Administrator admin, UUID list, String after, int limit) {
        BlocklistEntity read = find(admin, list);
        // read before the terms: if they change meanwhile, the version is the older one, with which nothing can be
        // changed
        int version = termsVersion(read.id());
        return new TermPage(version, terms.after(list, after, Limit.of(limit)));
    }

    /** The terms of a list that contain the given text, by term: a page of at most {@code size}, counted from 0. */
    @PreAuthorize("hasRole('ADMIN')")
    public List<Term> terms(UUID list, String containing, int page, int size) {
        return terms.containing(list, containing, PageRequest.of(page, size));
    }

    /** How many terms of a list contain the given text. */
    @PreAuthorize("hasRole('ADMIN')")
    public int count(UUID list, String containing) {
        return terms.countContaining(list, containing);
    }

    /**
     * Creates an empty list.
     *
     * @throws ProblemException INVALID_FIELD without a name, ALREADY_EXISTS for a name that is taken
     */
    @PreAuthorize(Administrator.OF_RULES)
    @Transactional
    public Blocklist create(
            Administrator admin,
            CommunityId community,
            String name,
            RuleKind kind,
            Category category,
            RuleAction action) {
        admin.requireAdministers(community, "community");
        return insert(admin.username(), community, name, kind, category, action).blocklist(0);
    }

    /** Makes sure that the community has a list of that name with those terms, at the first start or for the demo. */
    @Transactional
    public void bootstrap(
            CommunityId community,
            String name,
            RuleKind kind,
            Category category,
            RuleAction action,
            List<String> lines) {
        if (!rows.existsByCommunityIdAndName(community.value(), name)) {
            addAll("system", insert("system", community, name, kind, category, action), lines);
        }
    }

    /**
     * Gives a list another name, puts it in force or out of it, and changes what its matches do.
     *
     * @param editVersion the version of the list that the admin saw
     * @throws ProblemException INVALID_FIELD without a name, ALREADY_EXISTS for a name that is taken, NOT_FOUND, CHANGED_MEANWHILE if
     *                          somebody else changed the list since
     */
    @PreAuthorize(Administrator.OF_RULES)
    @Transactional
    public void change(
            Administrator admin, UUID list, int editVersion, String name, RuleAction action, boolean enabled) {
        EditedNames.require("blocklist", name);
        BlocklistEntity changed = find(admin, list, editVersion);
        changed.change(name, action, enabled);
        UniqueNames.write("blocklist", name, rows::flush);
        touched(
                admin.username(),
                "blocklist.change",
                changed,
                Map.of("name", name, "action", action.name(), "enabled", Boolean.toString(enabled)));
    }

    /**
     * Removes a list with all its terms.
     *
     * @param editVersion the version of the list that the admin saw
     * @throws ProblemException NOT_FOUND, CHANGED_MEANWHILE if somebody else changed the list since
     */
    @PreAuthorize(Administrator.OF_RULES)
    @Transactional
    public void remove(Administrator admin, UUID list, int editVersion) {
        BlocklistEntity removed = find(admin, list, editVersion);
        long gone = terms.countByBlocklistId(list);
        rows.delete(removed);
        EditVersions.write("blocklist", rows::flush);
        touched(admin.username(), "blocklist.remove", removed, Map.of("terms", Long.toString(gone)));
    }

    /** Adds what can be added, one term a line; empty lines and lines that start with # are passed over. */
    @PreAuthorize(Administrator.OF_RULES)
    @Transactional
    public ImportOutcome add(Administrator admin, UUID list, List<String> lines) {
        return addAll(admin.username(), find(admin, list), lines);
    }

    /** Removes one term. */
    @PreAuthorize(Administrator.OF_RULES)
    @Transactional
    public void removeTerm(Administrator admin, UUID list, long term) {
        BlocklistEntity from = find(admin, list);
        if (terms.remove(list, term) == 1) {
            raiseTermsVersion(list);
            touched(admin.username(), "blocklist.remove-term", from, Map.of("term", Long.toString(term)));
        }
    }

    /**
     * Adds and removes terms at once; all of them, or none. What is there already stays, what is not there is not missed.
     *
     * @param termsVersion the version of the list's terms that the admin saw
     * @throws ProblemException INVALID_FIELD for a term that cannot be taken, with its place; NOT_FOUND; CHANGED_MEANWHILE if somebody else
     *                          changed the terms since
     */
    @PreAuthorize(Administrator.OF_RULES)
    @Transactional
    public TermsChange changeTerms(
            Administrator admin, UUID list, int termsVersion, List<String> add, List<String> remove) {
        BlocklistEntity changed = find(admin, list);
        int present = jdbc.sql("SELECT terms_version FROM blocklist WHERE id = ? FOR UPDATE")
                .param(list)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> ProblemException.notFound("blocklist"));
        EditVersions.requireSame("list of terms", termsVersion, present);
        TermImport.requireAll(changed.kind(), add);
        ImportOutcome outcome = imports.add(admin.username(), list, changed.kind(), add);
        int removed = imports.remove(list, remove);
        if (outcome.added() + removed > 0) {
            raiseTermsVersion(list);
            touched(
                    admin.username(),
                    "blocklist.change-terms",
                    changed,
                    Map.of("added", Integer.toString(outcome.added()), "removed", Integer.toString(removed)));
        }
        return new TermsChange(outcome.added(), removed, outcome.costly(), termsVersion(list));
    }

    private int termsVersion(UUID list) {
        return jdbc.sql("SELECT terms_version FROM blocklist WHERE id = ?")
                .param(list)
                .query(Integer.class)
                .single();
    }

    private void raiseTermsVersion(UUID list) {
        jdbc.sql("UPDATE blocklist SET terms_version = terms_version + 1 WHERE id = ?")
                .param(list)
                .update();
    }

    private BlocklistEntity find(Administrator admin, UUID list) {
        return rows.findById(list)
                .filter(found -> admin.administers(found.community()))
                .orElseThrow(() -> ProblemException.notFound("blocklist"));
    }

    private BlocklistEntity find(Administrator admin, UUID list, int editVersion) {
        BlocklistEntity found = find(admin, list);
        EditVersions.requireSame("blocklist", editVersion, found.editVersion());
        return found;
    }

    private BlocklistEntity insert(
            String by, CommunityId community, String name, RuleKind kind, Category category, RuleAction action) {
        EditedNames.require("blocklist", name);
        BlocklistEntity list = new BlocklistEntity(community, name, kind, category, action);
        rows.save(list);
        UniqueNames.write("blocklist", name, rows::flush);
        touched(by, "blocklist.create", list, Map.of("action", action.name()));
        return list;
    }

    private ImportOutcome addAll(String by, BlocklistEntity list, List<String> lines) {
        ImportOutcome outcome = imports.add(by, list.id(), list.kind(), lines);
        if (outcome.added() > 0) {
            raiseTermsVersion(list.id());
            touched(by, "blocklist.add-terms", list, Map.of("added", Integer.toString(outcome.added())));
        }
        return outcome;
    }

    /** Records a change: raises the rules version, raises an event and writes the audit trail. Called after the change was written. */
    private void touched(String by, String action, BlocklistEntity list, Map<String, String> detail) {
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
