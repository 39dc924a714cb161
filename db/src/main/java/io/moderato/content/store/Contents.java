package io.moderato.content.store;

import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentStatus;
import io.moderato.database.Columns;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.trace.TraceParent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Submitted content, with one row for each revision. The row is the outbox: as long as it is QUEUED, it is due to be sent again. */
@Repository
public class Contents {
    private static final int MAX_ATTEMPTS = 5;
    private static final RowMapper<StoredContent> ROW = ContentRow.MAPPER;

    private final JdbcClient jdbc;
    private final Submitting submitting;
    private final TransactionTemplate transaction;

    Contents(JdbcClient jdbc, Submitting submitting, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.submitting = submitting;
        this.transaction = transaction;
    }

    /** Does the same for a caller whom nobody traces. */
    public List<Submission> submit(CommunityId community, List<NewContent> items, Duration resendAfter) {
        return submit(community, items, resendAfter, null);
    }

    /**
     * Stores what is new, and returns the present revision of each item, in the same order. The same external id means the same content.
     * Another text, other images, another type, language or parent text make the next revision, because it may be judged differently.
     * Another address, time or author's name is noted on the present revision. A field that a submission leaves out keeps its value. An
     * external id that another author has used is refused. When this method returns, all accepted items are on disk.
     *
     * @param resendAfter the time that the caller has to bring the rows to Kafka, before the sweeper does it
     * @param trace       the request that brings the items, if it is traced; kept with each new revision
     */
    public List<Submission> submit(
            CommunityId community, List<NewContent> items, Duration resendAfter, @Nullable TraceParent trace) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {

            Optional<List<Submission>> stored = transaction.execute(status -> {
                Optional<List<Submission>> outcome = submitting.tryToSubmit(community, items, resendAfter, trace);
                if (outcome.isEmpty()) {
                    status.setRollbackOnly();
                }
                return outcome;
            });
            if (stored.isPresent()) {
                return stored.get();
            }
        }
        throw new ProblemException(
                ProblemKey.CHANGED_MEANWHILE,
                "The same content is being submitted by several calls at once. Send it again.");
    }

    /** The newest revision of a content, if the community has it and it is not erased. */
    public Optional<StoredContent> find(CommunityId community, ContentId id) {
        return newest(community, id, "").filter(Contents::isThere);
    }

    /**
     * The newest revision of a content.
     *
     * @throws ProblemException NOT_FOUND if the community has none, ERASED if it is erased
     */
    public StoredContent require(CommunityId community, ContentId id) {
        return there(newest(community, id, ""));
    }

    /**
     * The newest revision of a content that is not erased before the caller's transaction ends: for whoever attaches something to it.
     *
     * @throws ProblemException NOT_FOUND if the community has none, ERASED if it is erased
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public StoredContent hold(CommunityId community, ContentId id) {
        return there(newest(community, id, "FOR KEY SHARE"));
    }

    private Optional<StoredContent> newest(CommunityId community, ContentId id, String lock) {
        return jdbc.sql("SELECT * FROM content WHERE id = ? AND community_id = ? ORDER BY revision DESC LIMIT 1 "
                        + lock)
                .params(id.value(), community.value())
                .query(ROW)
                .optional();
    }

    private static StoredContent there(Optional<StoredContent> found) {
        StoredContent stored = found.orElseThrow(() -> ProblemException.notFound("content"));
        if (!isThere(stored)) {
            throw ContentRow.erased(null);
        }
        return stored;
    }

    private static boolean isThere(StoredContent stored) {
        return stored.status() != ContentStatus.ERASED;
    }

    /**
     * Where those revisions stand, by content, those that are not there left out. None of them is erased before the caller's transaction
     * ends, except those that are already.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<ContentId, ContentStatus> held(Collection<Content> revisions) {
        return ContentRow.held(jdbc, revisions);
    }

    /** The newest revision of the content that the platform knows by that id, if the community has it. */
    public Optional<StoredContent> byExternalId(CommunityId community, String externalId) {
        return jdbc.sql(
                        "SELECT * FROM content WHERE community_id = ? AND external_id = ? ORDER BY revision DESC LIMIT 1")
                .params(community.value(), externalId)
                .query(ROW)
                .optional()
                .filter(Contents::isThere);
    }

    /** The newest revision of a content that has a decision, if one has. */
    public Optional<StoredContent> newestDecided(ContentId id) {
        return jdbc.sql("""
                        SELECT * FROM content WHERE id = ? AND standing_decision IS NOT NULL ORDER BY revision DESC LIMIT 1
                        """).param(id.value()).query(ROW).optional();
    }

    /** One revision of a content. */
    public Optional<StoredContent> find(ContentId id, int revision) {
        return jdbc.sql("SELECT * FROM content WHERE id = ? AND revision = ?")
                .params(id.value(), revision)
                .query(ROW)
                .optional();
    }

    /** The given revisions of a content. */
    public List<StoredContent> find(ContentId id, Collection<Integer> revisions) {
        return jdbc.sql("SELECT * FROM content WHERE id = ? AND revision = ANY (?::int[])")
                .params(id.value(), Columns.column(revisions, each -> each))
                .query(ROW)
                .list();
    }

    /** The newest revisions of those contents that are there, in the order of the contents' ids. */
    public List<StoredContent> newest(Collection<ContentId> ids) {
        return jdbc
                .sql("SELECT DISTINCT ON (id) * FROM content WHERE id = ANY (?::uuid[]) ORDER BY id, revision DESC")
                .param(Columns.column(ids, ContentId::value))
                .query(ROW)
                .list()
                .stream()
                .filter(Contents::isThere)
                .toList();
    }

    /** The newest revisions by an author, the newest first. */
    public List<StoredContent> byAuthor(CommunityId community, String authorId, int limit) {
        return byAuthor(Map.of(community, authorId), limit);
    }

    /**
     * The newest revisions by a person who posts in several communities, the newest first.
     *
     * @param authors the person's author id in each community
     */
    public List<StoredContent> byAuthor(Map<CommunityId, String> authors, int limit) {
        return jdbc.sql("""
                        SELECT newest.* FROM unnest(?::text[], ?::text[]) AS a (community_id, author_id)
                        CROSS JOIN LATERAL (
                            SELECT * FROM content c WHERE c.community_id = a.community_id AND c.author_id = a.author_id AND c.status <> 'ERASED'
                            AND NOT EXISTS (SELECT FROM content n WHERE n.id = c.id AND n.revision > c.revision)
                            ORDER BY submitted_at DESC LIMIT ?) AS newest
                        ORDER BY submitted_at DESC LIMIT ?
                        """)
                .params(
                        Columns.column(authors.entrySet(), Map.Entry::getKey),
                        Columns.column(authors.entrySet(), Map.Entry::getValue),
                        limit,
                        limit)
                .query(ROW)
                .list();
    }

    /** Makes all undecided revisions of these contents due to be sent again now. */
    public void dueForResend(List<ContentId> ids) {
        if (!ids.isEmpty()) {
            jdbc.sql(
                            "UPDATE content SET resend_at = now() WHERE id = ANY (?) AND status = 'QUEUED' AND resend_at > now()")
                    .param(ids.stream().map(ContentId::value).toArray(UUID[]::new))
                    .update();
        }
    }

    /**
     * Takes up to {@code limit} revisions that are due to be sent again, and sets the next time for each. So several sweepers never take
     * the same revision.
     */
    public List<DueRevision> takeDueForResend(int limit, Duration pause) {
        return jdbc.sql("""
                        UPDATE content SET resend_at = now() + ? * interval '1 millisecond'
                        WHERE (id, revision) IN (SELECT id, revision FROM content WHERE status = 'QUEUED' AND resend_at < now()
                                                 ORDER BY resend_at LIMIT ? FOR UPDATE SKIP LOCKED)
                        RETURNING *
                        """)
                .params(pause.toMillis(), limit)
                .query((row, index) -> new DueRevision(
                        Objects.requireNonNull(ROW.mapRow(row, index)).content(),
                        TraceParent.parse(row.getString("trace_parent"))))
                .list();
    }

    /** Notes that Kafka has these revisions. The undecided ones among them wait there and are not due to be sent again. */
    public void sent(List<SentRevision> revisions) {
        jdbc.sql("""
                        UPDATE content c SET sent_at = s.sent_at, resend_at = 'infinity'
                        FROM unnest(?::uuid[], ?::int[], ?::timestamptz[]) AS s (id, revision, sent_at)
                        WHERE c.id = s.id AND c.revision = s.revision AND c.status = 'QUEUED'
                        """)
                .params(
                        Columns.column(revisions, SentRevision::id),
                        Columns.column(revisions, SentRevision::revision),
                        Columns.column(revisions, SentRevision::sentAt))
                .update();
    }

    /** Makes all undecided revisions that Kafka got before that time due to be sent again, because Kafka has lost them. */
    public int lostIfSentBefore(Instant time) {
        return jdbc.sql("UPDATE content SET sent_at = NULL, resend_at = now() WHERE status = 'QUEUED' AND sent_at < ?")
                .param(Columns.timestamp(time))
                .update();
    }

    /** Whether any revision waits for a decision. */
    public boolean anyQueued() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM content WHERE status = 'QUEUED')")
                .query(Boolean.class)
                .single();
    }

    /** The number of stored revisions. All rows are counted, so the work grows with their number. */
    public long count() {
        return jdbc.sql("SELECT count(*) FROM content").query(Long.class).single();
    }

    /** Notes that the pipeline gave up on a revision. The revision is not sent again automatically. */
    public void failed(ContentId id, int revision) {
        jdbc.sql("UPDATE content SET status = 'FAILED' WHERE id = ? AND revision = ? AND status = 'QUEUED'")
                .params(id.value(), revision)
                .update();
    }
}
