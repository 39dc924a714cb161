package io.moderato.review.store;

import io.moderato.access.store.Actor;
import io.moderato.database.Columns;
import io.moderato.problem.ProblemException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Repository;

/** The waiting cases for moderators to see. This class only reads; {@link ReviewCases} changes cases. */
@Repository
public class ReviewQueue {
    private static final String IS_MODERATOR = "hasRole('MODERATOR') and #moderator.username() == authentication.name";
    private static final int EXCERPT_LENGTH = 160;

    private final JdbcClient jdbc;

    ReviewQueue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The open and claimed cases of the moderator's communities, the most urgent first. Cases from which the moderator is barred are left
     * out.
     */
    @PreAuthorize(IS_MODERATOR)
    public List<QueueEntry> list(Actor moderator, QueueFilter filter, int offset, int limit) {
        return jdbc.sql("""
                        SELECT c.*, left(t.text, ?) AS excerpt, coalesce(t.author_name, t.author_id) AS author, a.display_name AS who,
                               (SELECT count(DISTINCT reporter_id) FROM report r WHERE r.content_id = c.content_id AND NOT r.dismissed) AS reports
                        FROM review_case c
                        JOIN content t ON t.id = c.content_id AND t.revision = c.revision
                        LEFT JOIN account a ON a.id = c.claimed_by AND c.lease_until >= now()
                        WHERE c.state NOT IN ('PENDING', 'RESOLVED') AND c.community_id = ANY (?) AND c.barred IS DISTINCT FROM ?
                        AND (?::uuid IS NULL OR c.queue_id = ?) AND (?::text IS NULL OR c.category = ?) AND (?::text IS NULL OR ? = ANY (c.causes))
                        AND (NOT ? OR (c.claimed_by = ? AND c.lease_until >= now()))
                        ORDER BY c.rank_at OFFSET ? LIMIT ?
                        """)
                .params(Columns.values(
                        EXCERPT_LENGTH,
                        filter.communities(moderator),
                        moderator.id(),
                        filter.queue(),
                        filter.queue(),
                        filter.category() == null ? null : filter.category().key(),
                        filter.category() == null ? null : filter.category().key(),
                        filter.cause() == null ? null : filter.cause().name(),
                        filter.cause() == null ? null : filter.cause().name(),
                        filter.mineOnly(),
                        moderator.id(),
                        offset,
                        limit))
                .query((row, index) -> new QueueEntry(
                        CaseRow.MAPPER.mapRow(row, index),
                        row.getString("excerpt"),
                        row.getString("author"),
                        row.getInt("reports"),
                        row.getString("who")))
                .list();
    }

    /** The amount of work for the moderator. */
    @PreAuthorize(IS_MODERATOR)
    public QueueCounts counts(Actor moderator) {
        return jdbc.sql("""
                        SELECT count(*) FILTER (WHERE free) AS waiting,
                               count(*) FILTER (WHERE free AND due_at < now() + interval '1 hour') AS due_soon,
                               count(*) FILTER (WHERE free AND 'APPEAL' = ANY (causes)) AS appeals,
                               count(*) FILTER (WHERE NOT free AND claimed_by = ?) AS mine
                        FROM (SELECT *, state = 'OPEN' OR lease_until < now() AS free FROM review_case
                              WHERE state NOT IN ('PENDING', 'RESOLVED') AND community_id = ANY (?) AND barred IS DISTINCT FROM ?) AS c
                        """)
                .params(moderator.id(), QueueFilter.ALL.communities(moderator), moderator.id())
                .query((row, index) -> new QueueCounts(
                        row.getInt("waiting"), row.getInt("due_soon"), row.getInt("appeals"), row.getInt("mine")))
                .single();
    }

    /**
     * The case with that id.
     *
     * @throws ProblemException NOT_FOUND if the moderator's communities have no such case
     */
    @PreAuthorize(IS_MODERATOR)
    public ReviewCase find(Actor moderator, UUID caseId) {
        ReviewCase found = jdbc.sql("SELECT * FROM review_case WHERE id = ?")
                .param(caseId)
                .query(CaseRow.MAPPER)
                .optional()
                .orElseThrow(() -> ProblemException.notFound("case"));
        moderator.requireMember(found.community(), "case");
        return found;
    }
}
