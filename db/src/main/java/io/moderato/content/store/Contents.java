package io.moderato.content.store;

import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentStatus;
import io.moderato.content.ContentType;
import io.moderato.database.Columns;
import io.moderato.decision.DecisionId;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
    private static final RowMapper<StoredContent> ROW = Contents::map;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Contents(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Stores what is new, and returns the present revision of each item, in the same order. The same external id means the same content.
     * Another text, other images, another type, language or parent text make the next revision, because it may be judged differently.
     * Another address, time or author's name is noted on the present revision. A field that a submission leaves out keeps its value. An
     * external id that another author has used is refused. When this method returns, all accepted items are on disk.
     *
     * @param resendAfter the time that the caller has to bring the rows to Kafka, before the sweeper does it
     */
    public List<Submission> submit(CommunityId community, List<NewContent> items, Duration resendAfter) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {

            Optional<List<Submission>> stored = transaction.execute(status -> {
                Optional<List<Submission>> outcome = tryToSubmit(community, items, resendAfter);
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

    /** Tries once; empty if another transaction took one of the revisions first. */
    private Optional<List<Submission>> tryToSubmit(
            CommunityId community, List<NewContent> items, Duration resendAfter) {
        Map<String, Submission.Stored> latest = latest(community, items);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        List<Submission> outcomes = new ArrayList<>(items.size());
        List<Content> fresh = new ArrayList<>();
        List<Content> described = new ArrayList<>();
        List<Content> edited = new ArrayList<>();
        for (NewContent item : items) {
            Submission.Stored before = latest.get(item.externalId());
            if (before != null && before.status() == ContentStatus.ERASED) {
                outcomes.add(new Submission.Refused(erased("/externalId")));
                continue;
            }
            if (before != null
                    && !before.content().author().id().equals(item.author().id())) {
                outcomes.add(new Submission.Refused(ofAnotherAuthor(item)));
                continue;
            }
            Submission.Stored outcome;
            if (before == null) {
                Content first = item.asRevision(ContentId.next(), 1, community, now);
                fresh.add(first);
                outcome = new Submission.Stored(first, ContentStatus.QUEUED, true);
            } else {
                Content changed = item.appliedTo(before.content());
                if (!NewContent.judgedAlike(before.content(), changed)) {
                    Content edit = item.asEditOf(before.content(), now);
                    fresh.add(edit);
                    if (!before.created()) {
                        edited.add(before.content());
                    }
                    outcome = new Submission.Stored(edit, ContentStatus.QUEUED, true);
                } else {
                    if (!changed.equals(before.content())) {
                        described.add(changed);
                    }
                    outcome = new Submission.Stored(changed, before.status(), false);
                }
            }
            latest.put(item.externalId(), outcome);
            outcomes.add(outcome);
        }
        if (!edited.isEmpty() && held(edited).containsValue(ContentStatus.ERASED)) {
            return Optional.empty();
        }
        if (!fresh.isEmpty() && insert(fresh, now.plus(resendAfter)) < fresh.size()) {
            return Optional.empty();
        }
        describe(described);
        return Optional.of(outcomes);
    }

    private static ProblemException ofAnotherAuthor(NewContent item) {
        return new ProblemException(
                ProblemKey.ALREADY_EXISTS,
                "Another author has posted the content with the external id '%s'. Nothing was stored; give this content its own id."
                        .formatted(item.externalId()),
                "/author/id",
                null);
    }

    /**
     * Notes the author's name, the address and the time on stored revisions. Nobody judges by these fields. For each revision the last
     * submission counts.
     */
    private void describe(List<Content> revisions) {
        // sorted, so that two batches never wait for each other
        Map<String, Content> last = new TreeMap<>();
        revisions.forEach(each -> last.put(each.id() + "/" + each.revision(), each));
        if (!last.isEmpty()) {
            jdbc.sql("""
                            UPDATE content c SET author_name = t.author_name, url = t.url, created_at = t.created_at
                            FROM unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::timestamptz[])
                                 AS t (id, revision, author_name, url, created_at)
                            WHERE c.id = t.id AND c.revision = t.revision AND c.status <> 'ERASED'
                            """)
                    .params(
                            Columns.column(last.values(), Content::id),
                            Columns.column(last.values(), Content::revision),
                            Columns.column(last.values(), each -> each.author().name()),
                            Columns.column(last.values(), Content::url),
                            Columns.column(last.values(), Content::createdAt))
                    .update();
        }
    }

    private Map<String, Submission.Stored> latest(CommunityId community, List<NewContent> items) {
        Set<String> ids = new HashSet<>();
        items.forEach(item -> ids.add(item.externalId()));
        Map<String, Submission.Stored> latest = new HashMap<>();
        jdbc.sql("""
                        SELECT DISTINCT ON (external_id) * FROM content WHERE community_id = ? AND external_id = ANY (?)
                        ORDER BY external_id, revision DESC
                        """).params(community.value(), ids.toArray(String[]::new)).query(ROW).stream()
                .forEach(row -> latest.put(
                        row.content().externalId(), new Submission.Stored(row.content(), row.status(), false)));
        return latest;
    }

    private int insert(List<Content> rows, Instant resendAt) {
        return jdbc.sql("""
                        INSERT INTO content (id, revision, community_id, external_id, author_id, author_name, type, text, images,
                                             language, url, created_at, parent_text, submitted_at, resend_at)
                        SELECT id, revision, ?, external_id, author_id, author_name, type, text,
                               ARRAY (SELECT jsonb_array_elements_text(images)), language, url, created_at, parent_text, ?, ?
                        FROM unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::jsonb[],
                                    ?::text[], ?::text[], ?::timestamptz[], ?::text[])
                             AS t (id, revision, external_id, author_id, author_name, type, text, images,
                                   language, url, created_at, parent_text)
                        ON CONFLICT DO NOTHING
                        """)
                .params(
                        rows.getFirst().community().value(),
                        Columns.timestamp(rows.getFirst().submittedAt()),
                        Columns.timestamp(resendAt),
                        Columns.column(rows, Content::id),
                        Columns.column(rows, Content::revision),
                        Columns.column(rows, Content::externalId),
                        Columns.column(rows, row -> row.author().id()),
                        Columns.column(rows, row -> row.author().name()),
                        Columns.column(rows, row -> row.type().key()),
                        Columns.column(rows, Content::text),
                        Columns.column(rows, row -> row.images().isEmpty() ? "[]" : Columns.json(row.images())),
                        Columns.column(rows, Content::language),
                        Columns.column(rows, Content::url),
                        Columns.column(rows, Content::createdAt),
                        Columns.column(rows, Content::parentText))
                .update();
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
            throw erased(null);
        }
        return stored;
    }

    private static boolean isThere(StoredContent stored) {
        return stored.status() != ContentStatus.ERASED;
    }

    private static ProblemException erased(@Nullable String pointer) {
        return new ProblemException(
                ProblemKey.ERASED,
                "This content was erased. Nothing of it is left, and nothing can be added to it; give a new content an id of its own.",
                pointer,
                null);
    }

    /**
     * Where those revisions stand, by content, those that are not there left out. None of them is erased before the caller's transaction
     * ends, except those that are already.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<ContentId, ContentStatus> held(Collection<Content> revisions) {
        Map<ContentId, ContentStatus> held = new HashMap<>();
        jdbc.sql("""
                        SELECT c.id, c.status FROM unnest(?::uuid[], ?::int[]) AS t (id, revision)
                        JOIN content c ON c.id = t.id AND c.revision = t.revision
                        -- in the order in which an erasure takes them, so that neither waits for the other
                        ORDER BY c.id, c.revision DESC FOR KEY SHARE OF c
                        """)
                .params(Columns.column(revisions, Content::id), Columns.column(revisions, Content::revision))
                .query((row, index) -> held.put(
                        new ContentId(Columns.uuid(row, "id")), ContentStatus.valueOf(row.getString("status"))))
                .list();
        return held;
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

    /** Those revisions as they are stored now, in any order. */
    public List<StoredContent> findAll(Collection<Content> revisions) {
        return jdbc.sql("""
                        SELECT c.* FROM unnest(?::uuid[], ?::int[]) AS t (id, revision)
                        JOIN content c ON c.id = t.id AND c.revision = t.revision
                        """)
                .params(Columns.column(revisions, Content::id), Columns.column(revisions, Content::revision))
                .query(ROW)
                .list();
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
    public List<Content> takeDueForResend(int limit, Duration pause) {
        return jdbc.sql("""
                        UPDATE content SET resend_at = now() + ? * interval '1 millisecond'
                        WHERE (id, revision) IN (SELECT id, revision FROM content WHERE status = 'QUEUED' AND resend_at < now()
                                                 ORDER BY resend_at LIMIT ? FOR UPDATE SKIP LOCKED)
                        RETURNING *
                        """).params(pause.toMillis(), limit).query(ROW).stream()
                .map(StoredContent::content)
                .toList();
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

    private static StoredContent map(ResultSet row, int index) throws SQLException {
        UUID standing = Columns.uuidOrNull(row, "standing_decision");
        return new StoredContent(
                new Content(
                        new ContentId(Columns.uuid(row, "id")),
                        row.getInt("revision"),
                        new CommunityId(row.getString("community_id")),
                        row.getString("external_id"),
                        new Author(row.getString("author_id"), row.getString("author_name")),
                        ContentType.ofKey(row.getString("type")),
                        row.getString("text"),
                        Columns.texts(row, "images"),
                        row.getString("language"),
                        row.getString("url"),
                        Columns.instantOrNull(row, "created_at"),
                        row.getString("parent_text"),
                        Columns.instant(row, "submitted_at")),
                ContentStatus.valueOf(row.getString("status")),
                standing == null ? null : new DecisionId(standing));
    }
}
