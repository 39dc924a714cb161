package io.moderato.erasure.store;

import io.moderato.audit.store.AuditTrail;
import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.content.store.ErasedContents;
import io.moderato.database.Columns;
import io.moderato.erasure.ErasureParticipant;
import io.moderato.event.Event;
import io.moderato.event.EventType;
import io.moderato.event.store.Events;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The steps of an erasure, each a transaction of its own that touches a bounded number of rows. First the texts go, newest revision first:
 * from then on nothing new can be attached, because whoever attaches something holds the newest revision meanwhile. Then goes what was
 * attached.
 */
@Repository
class ErasureSteps {
    private static final int REVISIONS_AT_ONCE = 500;
    private static final int CONTENTS_AT_ONCE = 100;
    private static final int ROWS_AT_ONCE = 2_000;

    private final JdbcClient jdbc;
    private final ErasedContents contents;
    private final List<ErasureParticipant> participants;
    private final Events events;
    private final AuditTrail audit;

    ErasureSteps(
            JdbcClient jdbc,
            ErasedContents contents,
            List<ErasureParticipant> participants,
            Events events,
            AuditTrail audit) {
        this.jdbc = jdbc;
        this.contents = contents;
        this.participants = List.copyOf(participants);
        this.events = events;
        this.audit = audit;
    }

    /** Erasures that are not done, the oldest first, without those that have to wait. */
    List<UUID> toDo(int limit, List<UUID> waiting) {
        return jdbc.sql(
                        "SELECT id FROM erasure WHERE finished_at IS NULL AND id <> ALL (?::uuid[]) ORDER BY asked_at LIMIT ?")
                .params(Columns.column(waiting, each -> each), limit)
                .query(UUID.class)
                .list();
    }

    /**
     * Does the next step; false if there is none.
     *
     * @param patient whether to wait for another process that is at it; if not, nothing is done then, either
     */
    @Transactional
    boolean next(UUID erasure, boolean patient) {
        Optional<Wanted> wanted = jdbc.sql("SELECT * FROM erasure WHERE id = ? AND finished_at IS NULL FOR UPDATE "
                        + (patient ? "" : "SKIP LOCKED"))
                .param(erasure)
                .query((row, index) -> new Wanted(
                        erasure,
                        new CommunityId(row.getString("community_id")),
                        Columns.uuidOrNull(row, "content_id"),
                        row.getString("author_id"),
                        row.getString("asked_by")))
                .optional();
        wanted.ifPresent(this::step);
        return wanted.isPresent();
    }

    private void step(Wanted wanted) {
        if (emptied(wanted) == 0 && !clear(wanted) && erasePerson(wanted)) {
            finish(wanted);
        }
    }

    private int emptied(Wanted wanted) {
        return wanted.content() == null
                ? contents.emptyOfAuthor(
                        wanted.id(), wanted.community(), String.valueOf(wanted.author()), REVISIONS_AT_ONCE)
                : contents.empty(wanted.id(), new ContentId(wanted.content()), REVISIONS_AT_ONCE);
    }

    /** Whether there was something to clear. */
    private boolean clear(Wanted wanted) {
        List<ContentId> emptied = contents.toClear(wanted.id(), CONTENTS_AT_ONCE);
        if (emptied.isEmpty()) {
            return false;
        }
        boolean nothingLeft = true;
        for (ErasureParticipant participant : participants) {
            nothingLeft &= participant.eraseContents(emptied, ROWS_AT_ONCE);
        }
        if (nothingLeft) {
            contents.cleared(wanted.id(), emptied);
            jdbc.sql("UPDATE erasure SET contents = contents + ? WHERE id = ?")
                    .params(emptied.size(), wanted.id())
                    .update();
            events.raise(emptied.stream()
                    .map(content -> new Event(
                            EventType.CONTENT_ERASED, wanted.community(), content, content.toString(), Map.of()))
                    .toList());
        }
        return true;
    }

    private boolean erasePerson(Wanted wanted) {
        if (wanted.author() == null) {
            return true;
        }
        boolean nothingLeft = true;
        for (ErasureParticipant participant : participants) {
            nothingLeft &= participant.erasePerson(wanted.community(), wanted.author(), ROWS_AT_ONCE);
        }
        return nothingLeft;
    }

    private void finish(Wanted wanted) {
        int erased = jdbc.sql(
                        "UPDATE erasure SET finished_at = now(), author_id = NULL WHERE id = ? RETURNING contents")
                .param(wanted.id())
                .query(Integer.class)
                .single();
        if (wanted.author() != null) {
            audit.record(
                    wanted.askedBy(),
                    "author.erased",
                    wanted.id().toString(),
                    wanted.community(),
                    Map.of("contents", Integer.toString(erased)));
        }
    }

    private record Wanted(
            UUID id,
            CommunityId community,
            @Nullable UUID content,
            @Nullable String author,
            String askedBy) {}
}
