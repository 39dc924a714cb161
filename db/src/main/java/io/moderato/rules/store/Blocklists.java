package io.moderato.rules.store;

import io.moderato.access.store.Actor;
import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.database.EditVersions;
import io.moderato.database.EditedNames;
import io.moderato.database.EditingStore;
import io.moderato.decision.Category;
import io.moderato.event.Event;
import io.moderato.event.EventType;
import io.moderato.event.store.Events;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.springframework.dao.DataIntegrityViolationException;
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

    /**
     * A page of the terms of a list that contain the given text, sorted by term. Pages have at most {@code size} terms and are counted from
     * 0.
     */
    @PreAuthorize("hasRole('ADMIN')")
    public List<Term> terms(UUID list, String containing, int page, int size) {
        return terms.containing(list, containing, PageRequest.of(page, size));
    }

    /** The number of terms of a list that contain the given text. */
    @PreAuthorize("hasRole('ADMIN')")
    public int count(UUID list, String containing) {
        return terms.countContaining(list, containing);
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
     * Gives a list another name.
     *
     * @param editVersion the version of the list that the admin saw
     * @throws ProblemException INVALID_FIELD without a name, ALREADY_EXISTS for a name that is taken, NOT_FOUND, CHANGED_MEANWHILE if
     *                          somebody else changed the list since
     */
    @PreAuthorize("hasRole('ADMIN') and #admin.username() == authentication.name")
    @Transactional
    public void rename(Actor admin, UUID list, int editVersion, String name) {
        EditedNames.require("blocklist", name);
        BlocklistEntity renamed = find(list, editVersion);
        renamed.rename(name);
        write(name);
        touched(admin.username(), "blocklist.rename", renamed, Map.of("name", name));
    }

    /**
     * Turns a list on or off, and changes the action of its matches.
     *
     * @param editVersion the version of the list that the admin saw
     * @throws ProblemException NOT_FOUND, CHANGED_MEANWHILE if somebody else changed the list since
     */
    @PreAuthorize("hasRole('ADMIN') and #admin.username() == authentication.name")
    @Transactional
    public void change(Actor admin, UUID list, int editVersion, RuleAction action, boolean enabled) {
        BlocklistEntity changed = find(list, editVersion);
        changed.change(action, enabled);
        EditVersions.write("blocklist", rows::flush);
        touched(
                admin.username(),
                "blocklist.change",
                changed,
                Map.of("action", action.name(), "enabled", Boolean.toString(enabled)));
    }

    /**
     * Removes a list with all its terms.
     *
     * @param editVersion the version of the list that the admin saw
     * @throws ProblemException NOT_FOUND, CHANGED_MEANWHILE if somebody else changed the list since
     */
    @PreAuthorize("hasRole('ADMIN') and #admin.username() == authentication.name")
    @Transactional
    public void remove(Actor admin, UUID list, int editVersion) {
        BlocklistEntity removed = find(list, editVersion);
        long gone = terms.countByBlocklistId(list);
        rows.delete(removed);
        EditVersions.write("blocklist", rows::flush);
        touched(admin.username(), "blocklist.remove", removed, Map.of("terms", Long.toString(gone)));
    }

    /** Adds all valid terms, one in each line. Empty lines and lines that start with # are ignored. */
    @PreAuthorize("hasRole('ADMIN') and #admin.username() == authentication.name")
    @Transactional
    public ImportOutcome add(Actor admin, UUID list, List<String> lines) {
        return addAll(admin.username(), find(list), lines);
    }

    /** Removes one term. */
    @PreAuthorize("hasRole('ADMIN') and #admin.username() == authentication.name")
    @Transactional
    public void removeTerm(Actor admin, UUID list, long term) {
        BlocklistEntity from = find(list);
        if (terms.remove(list, term) == 1) {
            touched(admin.username(), "blocklist.remove-term", from, Map.of("term", Long.toString(term)));
        }
    }

    private BlocklistEntity find(UUID list) {
        return rows.findById(list).orElseThrow(() -> ProblemException.notFound("blocklist"));
    }

    private BlocklistEntity find(UUID list, int editVersion) {
        BlocklistEntity found = find(list);
        EditVersions.requireSame("blocklist", editVersion, found.editVersion());
        return found;
    }

    private BlocklistEntity insert(
            String by, CommunityId community, String name, RuleKind kind, Category category, RuleAction action) {
        EditedNames.require("blocklist", name);
        BlocklistEntity list = new BlocklistEntity(community, name, kind, category, action);
        rows.save(list);
        write(name);
        touched(by, "blocklist.create", list, Map.of("action", action.name()));
        return list;
    }

    private void write(String name) {
        try {
            EditVersions.write("blocklist", rows::flush);
        } catch (DataIntegrityViolationException refused) {
            if (refused.getCause() instanceof ConstraintViolationException violation
                    && violation.getKind() == ConstraintViolationException.ConstraintKind.UNIQUE) {
                throw new ProblemException(
                        ProblemKey.ALREADY_EXISTS,
                        "There is already a blocklist named " + name + ".",
                        "/name",
                        refused);
            }
            throw refused;
        }
    }

    private ImportOutcome addAll(String by, BlocklistEntity list, List<String> lines) {
        ImportOutcome outcome = imports.add(by, list.id(), list.kind(), lines);
        if (outcome.added() > 0) {
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
