package io.moderato.review.opening;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.decision.Decision;
import io.moderato.decision.DecisionId;
import io.moderato.event.Event;
import io.moderato.event.EventType;
import io.moderato.event.store.Events;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Closes cases that nobody has to look at any more, because a later automatic decision answered the doubt that had opened them. */
@Repository
public class AnsweredDoubts {
    private final JdbcClient jdbc;
    private final Events events;

    AnsweredDoubts(JdbcClient jdbc, Events events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /**
     * Closes the open case about each of these contents if it has no cause but the pipeline's doubt, in the caller's transaction. A case
     * with reports or an appeal stays.
     *
     * @param decisions decisions that are no longer in doubt; the caller has made sure that no moderator has the cases
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void answer(List<Decision> decisions) {
        if (decisions.isEmpty()) {
            return;
        }
        events.raise(jdbc.sql("""
                        UPDATE review_case c SET state = 'RESOLVED', resolved_at = now(), claimed_by = NULL, lease_until = NULL
                        FROM unnest(?::uuid[], ?::uuid[]) AS d (content_id, id)
                        WHERE c.content_id = d.content_id AND c.state IN ('OPEN', 'CLAIMED') AND c.causes = '{AUTOMATIC}'
                        RETURNING c.id, c.community_id, c.content_id, c.revision, d.id AS decision
                        """)
                .params(
                        Columns.column(decisions, Decision::content),
                        Columns.column(decisions, decision -> decision.id().value()))
                .query((row, index) -> new Event(
                        EventType.CASE_CLOSED,
                        new CommunityId(row.getString("community_id")),
                        new ContentId(Columns.uuid(row, "content_id")),
                        row.getString("id"),
                        Map.of(
                                "revision",
                                Integer.toString(row.getInt("revision")),
                                "decision",
                                new DecisionId(Columns.uuid(row, "decision")).toString())))
                .list());
    }
}
