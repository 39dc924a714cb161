package io.moderato.archive.applying;

import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.store.Contents;
import io.moderato.content.store.StoredContent;
import io.moderato.database.Columns;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.decision.store.Decisions;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Holds contents until the end of a transaction, so that nobody else decides, edits or erases them meanwhile, and finds out how they stand. It
 * never waits for anybody: what somebody else holds is left for a later step. So it cannot be a part of a deadlock.
 */
@Component
class HeldContents {
    private final JdbcClient jdbc;
    private final Contents contents;
    private final Decisions decisions;

    HeldContents(JdbcClient jdbc, Contents contents, Decisions decisions) {
        this.jdbc = jdbc;
        this.contents = contents;
        this.decisions = decisions;
    }

    /**
     * How a held content stands.
     *
     * @param content  its newest revision; null if it is erased
     * @param standing the decision in force about that revision; null if there is none
     * @param withHuman why a human has to be waited for; null if nobody is at it
     */
    record Held(
            @Nullable Content content,
            @Nullable Decision standing,
            @Nullable LeftBecause withHuman) {
        /**
         * Why a decision about the content may not take the place of that one; null if it may.
         *
         * @param revision the revision that it is about
         * @param expected the decision that has to stand
         */
        @Nullable
        LeftBecause refusing(int revision, DecisionId expected) {
            if (content == null) {
                return LeftBecause.ERASED;
            }
            if (content.revision() != revision || standing == null) {
                return LeftBecause.EDITED;
            }
            if (!standing.automatic()) {
                return LeftBecause.HUMAN_DECIDED;
            }
            if (!standing.id().equals(expected)) {
                return LeftBecause.CHANGED_MEANWHILE;
            }
            return withHuman;
        }
    }

    /** Holds as many of these contents as nobody else holds, and says how they stand. A content that is gone is left out, too. */
    Map<ContentId, Held> hold(Collection<ContentId> wanted) {
        Set<ContentId> free = new HashSet<>(wanted);
        free.removeAll(heldCases(wanted));
        List<ContentId> held = locked(free);
        if (held.isEmpty()) {
            return Map.of();
        }
        Map<ContentId, StoredContent> there = contents.newest(held).stream()
                .collect(Collectors.toMap(each -> each.content().id(), each -> each));
        Map<DecisionId, Decision> standing = decisions.standing(there.values());
        Map<ContentId, LeftBecause> withHumans = withHumans(held);
        Map<ContentId, Held> all = new HashMap<>();
        for (ContentId id : held) {
            StoredContent stored = there.get(id);
            all.put(
                    id,
                    stored == null
                            ? new Held(null, null, null)
                            : new Held(
                                    stored.content(),
                                    stored.standingDecision() == null ? null : standing.get(stored.standingDecision()),
                                    withHumans.get(id)));
        }
        return all;
    }

    /** Holds the open cases about these contents, and returns the contents whose case somebody else holds. */
    private Set<ContentId> heldCases(Collection<ContentId> wanted) {
        String open = "SELECT content_id FROM review_case WHERE content_id = ANY (?::uuid[]) AND state <> 'RESOLVED'";
        Set<ContentId> mine = contents(open + " FOR UPDATE SKIP LOCKED", wanted);
        Set<ContentId> others = contents(open, wanted);
        others.removeAll(mine);
        return others;
    }

    private Set<ContentId> contents(String sql, Collection<ContentId> wanted) {
        return new HashSet<>(jdbc.sql(sql)
                .param(Columns.column(wanted, ContentId::value))
                .query((row, index) -> new ContentId(Columns.uuid(row, "content_id")))
                .list());
    }

    /** Whoever changes a content, or attaches something to it, holds its newest revision. */
    private List<ContentId> locked(Collection<ContentId> free) {
        return jdbc.sql("""
                        SELECT id FROM (SELECT DISTINCT ON (id) id, revision FROM content WHERE id = ANY (?::uuid[])
                                        ORDER BY id, revision DESC) AS newest
                        JOIN content USING (id, revision) FOR UPDATE OF content SKIP LOCKED
                        """)
                .param(Columns.column(free, ContentId::value))
                .query((row, index) -> new ContentId(Columns.uuid(row, "id")))
                .list();
    }

    private Map<ContentId, LeftBecause> withHumans(Collection<ContentId> held) {
        Map<ContentId, LeftBecause> found = new HashMap<>();
        jdbc.sql("""
                        SELECT t.id, EXISTS (SELECT FROM appeal a WHERE a.content_id = t.id AND a.state = 'RECEIVED') AS appealed,
                               EXISTS (SELECT FROM pending_decision p WHERE p.content_id = t.id)
                               OR EXISTS (SELECT FROM review_case c WHERE c.content_id = t.id
                                          AND (c.state = 'PENDING' OR c.state = 'CLAIMED' AND c.lease_until >= now())) AS with_moderator
                        FROM unnest(?::uuid[]) AS t (id)
                        """).param(Columns.column(held, ContentId::value)).query(row -> {
            ContentId id = new ContentId(Columns.uuid(row, "id"));
            if (row.getBoolean("with_moderator")) {
                found.put(id, LeftBecause.IN_REVIEW);
            } else if (row.getBoolean("appealed")) {
                found.put(id, LeftBecause.APPEALED);
            }
        });
        return found;
    }
}
