package io.moderato.content.store;

import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentStatus;
import io.moderato.database.Columns;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Stores what platforms submit: finds out what each submission is, a new content, an edit or nothing new, and writes all at once. */
@Repository
class Submitting {
    private final JdbcClient jdbc;
    private final ContentMetadata metadata;

    Submitting(JdbcClient jdbc, ContentMetadata metadata) {
        this.jdbc = jdbc;
        this.metadata = metadata;
    }

    /** Empty if another transaction took one of the revisions first. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<List<Submission>> tryToSubmit(CommunityId community, List<NewContent> items, Duration resendAfter) {
        Map<String, Submission.Stored> latest = latest(community, items);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        List<Submission> outcomes = new ArrayList<>(items.size());
        List<Content> fresh = new ArrayList<>();
        List<Content> described = new ArrayList<>();
        List<Content> changing = new ArrayList<>();
        Map<ContentId, Metadata> noted = new LinkedHashMap<>();
        for (NewContent item : items) {
            Submission.Stored before = latest.get(item.externalId());
            if (before != null && before.status() == ContentStatus.ERASED) {
                outcomes.add(new Submission.Refused(ContentRow.erased("/externalId")));
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
                    outcome = new Submission.Stored(edit, ContentStatus.QUEUED, true);
                } else {
                    if (!changed.equals(before.content())) {
                        described.add(changed);
                    }
                    outcome = new Submission.Stored(changed, before.status(), false);
                }
            }
            if (item.metadata() != null) {
                noted.put(outcome.content().id(), item.metadata());
            }
            if (before != null && !before.created() && (outcome.created() || item.metadata() != null)) {
                changing.add(before.content());
            }
            latest.put(item.externalId(), outcome);
            outcomes.add(outcome);
        }
        if (!changing.isEmpty() && ContentRow.held(jdbc, changing).containsValue(ContentStatus.ERASED)) {
            return Optional.empty();
        }
        if (!fresh.isEmpty() && insert(fresh, now.plus(resendAfter)) < fresh.size()) {
            return Optional.empty();
        }
        describe(described);
        metadata.note(community, noted);
        return Optional.of(outcomes);
    }

    private static ProblemException ofAnotherAuthor(NewContent item) {
        return new ProblemException(
                ProblemKey.ALREADY_EXISTS,
                "Another author has posted the content with the external id '%s'. Nothing was stored; give this one an id of its own."
                        .formatted(item.externalId()),
                "/author/id",
                null);
    }

    /** Notes on stored revisions who, where and when, which nobody judges by; the last word about a revision counts. */
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
                        """).params(community.value(), ids.toArray(String[]::new)).query(ContentRow.MAPPER).stream()
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
}
