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

/** The reports that wait for a human's decision, and the number of people behind them. */
@Repository
public class WaitingReports {
    private final JdbcClient jdbc;

    WaitingReports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The fact that reports about a content wait for a human.
     *
     * @param content  the content
     * @param category the category that one of the reports names, if there is one
     */
    public record Waiting(ContentId content, @Nullable Category category) {}

    /** The contents, among the given ones, with reports that no human has answered, about any revision. */
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

    /**
     * The number of people who reported each of the contents, about any revision. Dismissed reports do not count. A content without reports
     * is left out.
     */
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

    /** Marks the reports that a human saw as answered by that decision, in the caller's transaction. An approval dismisses them. */
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
