package io.moderato.review.store;

import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.erasure.ErasureParticipant;
import io.moderato.event.Event;
import io.moderato.event.EventType;
import io.moderato.event.store.Events;
import java.util.List;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Closes the cases about erased contents and drops what moderators were about to decide; they are told. */
@Repository
// first: whoever is just deciding is waited for here
@Order(Ordered.HIGHEST_PRECEDENCE)
class ReviewErasure implements ErasureParticipant {
    private final JdbcClient jdbc;
    private final Events events;

    ReviewErasure(JdbcClient jdbc, Events events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    @Override
    public boolean eraseContents(List<ContentId> contents, int atMost) {
        String[] ids = Columns.column(contents, ContentId::value);
        drop(ids);
        events.raise(jdbc.sql("""
                        UPDATE review_case SET state = 'RESOLVED', resolved_at = now(), claimed_by = NULL, lease_until = NULL
                        WHERE content_id = ANY (?::uuid[]) AND state <> 'RESOLVED' RETURNING *
                        """).param(ids).query(CaseRow.MAPPER).stream()
                .map(ReviewErasure::closed)
                .toList());
        // what was decided while the case was waited for
        drop(ids);
        return true;
    }

    private static Event closed(ReviewCase open) {
        return new Event(
                EventType.CASE_CLOSED,
                open.community(),
                open.content(),
                open.id().toString(),
                Map.of("revision", Integer.toString(open.revision())));
    }

    private void drop(String[] contents) {
        jdbc.sql("""
                        WITH dropped AS (DELETE FROM pending_decision WHERE content_id = ANY (?::uuid[]) RETURNING *)
                        INSERT INTO returned_decision (id, case_id, moderator, outcome, why)
                        SELECT gen_random_uuid(), case_id, moderator, outcome, ? FROM dropped
                        """)
                .params(
                        contents,
                        "The content was erased, so the decision was not made. There is nothing left to decide.")
                .update();
    }
}
