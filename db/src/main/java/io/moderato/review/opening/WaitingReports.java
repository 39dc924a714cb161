package io.moderato.review.opening;

import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which reports a human has answered by a decision, and how much the others weigh. */
@Repository
public class WaitingReports {
    private final JdbcClient jdbc;

    WaitingReports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What waits for a human about a content.
     *
     * @param content  the content
     * @param category what one of the reports takes it for, if one says
     */
    public record Waiting(ContentId content, @Nullable Category category) {}

    /** Those of the contents about which reports wait that no human has answered, about whichever revision. */
    public List<Waiting> about(Collection<ContentId> contents) {
        return jdbc.sql("""
                        SELECT content_id, min(category) AS category FROM report
                        WHERE content_id = ANY (?::uuid[]) AND answered_by IS NULL GROUP BY content_id
                        """)
                .param(Columns.column(contents, ContentId::value))
                .query((row, index) -> {
                    String category = row.getString("category");
                    return new Waiting(
                            new ContentId(Columns.uuid(row, "content_id")),
                            category == null ? null : Category.ofKey(category));
                })
                .list();
    }

    /** How many people reported each of the contents, about whichever revision, and were not told that it is all right; nobody is left out. */
    public Map<ContentId, Integer> people(Collection<ContentId> contents) {
        Map<ContentId, Integer> people = new HashMap<>();
        jdbc.sql("""
                        SELECT content_id, count(DISTINCT reporter_id) AS people FROM report
                        WHERE content_id = ANY (?::uuid[]) AND NOT dismissed GROUP BY content_id
                        """)
                .param(Columns.column(contents, ContentId::value))
                .query((row, index) -> people.put(new ContentId(Columns.uuid(row, "content_id")), row.getInt("people")))
                .list();
        return people;
    }

    /** Marks the reports that a human had in sight as answered by that decision; an approval dismisses them, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void answer(Decision human, Instant seenAt) {
        boolean approved = human.result().outcome() == Outcome.APPROVE;
        jdbc.sql("""
                        UPDATE report SET answered_by = ?, dismissed = ?
                        WHERE content_id = ? AND revision <= ? AND reported_at <= ? AND CASE WHEN ? THEN NOT dismissed ELSE answered_by IS NULL END
                        """)
                .params(
                        human.id().value(),
                        approved,
                        human.content().value(),
                        human.revision(),
                        Columns.timestamp(seenAt),
                        approved)
                .update();
    }
}
