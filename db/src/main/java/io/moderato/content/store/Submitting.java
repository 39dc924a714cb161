package io.moderato.content.store;

import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentStatus;
import io.moderato.content.ContentType;
import io.moderato.contenttype.TypedFields;
import io.moderato.contenttype.store.TypeVersions;
import io.moderato.database.Columns;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.trace.TraceParent;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Stores what platforms submit: finds out what each submission is, a new content, an edit or nothing new, and writes all at once. */
@Repository
class Submitting {
    private final JdbcClient jdbc;
    private final ContentMetadata metadata;
    private final TypeVersions types;

    Submitting(JdbcClient jdbc, ContentMetadata metadata, TypeVersions types) {
        this.jdbc = jdbc;
        this.metadata = metadata;
        this.types = types;
    }

    /** Empty if another transaction took one of the revisions first. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<List<Submission>> tryToSubmit(
            CommunityId community, List<NewContent> items, Duration resendAfter, @Nullable TraceParent trace) {
        Map<String, Known> latest = latest(community, items);
        Set<ContentType> gone = typesGone(community, items);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        List<Submission> outcomes = new ArrayList<>(items.size());
        List<Revision> fresh = new ArrayList<>();
        List<Content> described = new ArrayList<>();
        List<Content> changing = new ArrayList<>();
        Map<ContentId, Metadata> noted = new LinkedHashMap<>();
        for (NewContent item : items) {
            Known known = latest.get(item.externalId());
            ProblemException refusal = refusal(item, known, gone);
            if (refusal != null) {
                outcomes.add(new Submission.Refused(refusal));
                continue;
            }
            Submission.Stored before = known == null ? null : known.stored();
            TypedFields had = known == null ? null : known.fields();
            TypedFields fields = item.fields();
            Submission.Stored outcome;
            if (before == null) {
                Content first = item.asRevision(ContentId.next(), 1, community, now);
                fresh.add(new Revision(first, fields));
                outcome = new Submission.Stored(first, ContentStatus.QUEUED, true);
            } else {
                Content changed = item.appliedTo(before.content());
                if (!NewContent.judgedAlike(before.content(), changed) || !item.hasFieldsLike(had)) {
                    Content edit = item.asEditOf(before.content(), now);
                    fresh.add(new Revision(edit, fields));
                    outcome = new Submission.Stored(edit, ContentStatus.QUEUED, true);
                } else {
                    if (!changed.equals(before.content())) {
                        described.add(changed);
                    }
                    // the same values stay with the version of the schema by which they were accepted
                    fields = had;
                    outcome = new Submission.Stored(changed, before.status(), false);
                }
            }
            if (item.metadata() != null) {
                noted.put(outcome.content().id(), item.metadata());
            }
            if (before != null && !before.created() && (outcome.created() || item.metadata() != null)) {
                changing.add(before.content());
            }
            latest.put(item.externalId(), new Known(outcome, fields));
            outcomes.add(outcome);
        }
        if (!changing.isEmpty() && ContentRow.held(jdbc, changing).containsValue(ContentStatus.ERASED)) {
            return Optional.empty();
        }
        if (!fresh.isEmpty() && insert(fresh, now.plus(resendAfter), trace) < fresh.size()) {
            return Optional.empty();
        }
        describe(described);
        metadata.note(community, noted);
        return Optional.of(outcomes);
    }

    /** Why an item cannot be taken; null if it can. */
    private static @Nullable ProblemException refusal(NewContent item, @Nullable Known known, Set<ContentType> gone) {
        if (known != null) {
            Submission.Stored before = known.stored();
            if (before.status() == ContentStatus.ERASED) {
                return ContentRow.erased("/externalId");
            }
            if (!before.content().author().id().equals(item.author().id())) {
                return ofAnotherAuthor(item);
            }
            if (item.leavesFieldsOpen(known.fields())) {
                return withoutItsFields(before.content());
            }
        }
        return item.fields() != null && item.type() != null && gone.contains(item.type())
                ? ofATypeThatIsGone(item.type())
                : null;
    }

    private static ProblemException ofAnotherAuthor(NewContent item) {
        return new ProblemException(
                ProblemKey.ALREADY_EXISTS,
                "Another author has posted the content with the external id '%s'. Nothing was stored; give this one an id of its own."
                        .formatted(item.externalId()),
                "/author/id",
                null);
    }

    private static ProblemException withoutItsFields(Content stored) {
        return ProblemException.invalidField(
                "/type",
                "This content is of the type '%s', which has fields. Send 'type' and 'fields', or the type that the content is to have without fields."
                        .formatted(stored.type()));
    }

    private static ProblemException ofATypeThatIsGone(ContentType type) {
        return ProblemException.invalidField(
                "/type", "The type '%s' has just been removed. Nothing was stored.".formatted(type));
    }

    /** The types of these items that are no longer there; the others are not removed before the caller's transaction ends. */
    private Set<ContentType> typesGone(CommunityId community, List<NewContent> items) {
        Map<ContentType, Integer> used = new HashMap<>();
        for (NewContent item : items) {
            if (item.type() != null && item.fields() != null) {
                used.put(item.type(), item.fields().version());
            }
        }
        return used.isEmpty() ? Set.of() : types.gone(community, used);
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

    private Map<String, Known> latest(CommunityId community, List<NewContent> items) {
        Set<String> ids = new HashSet<>();
        items.forEach(item -> ids.add(item.externalId()));
        Map<String, Known> latest = new HashMap<>();
        jdbc.sql("""
                        SELECT DISTINCT ON (external_id) * FROM content WHERE community_id = ? AND external_id = ANY (?)
                        ORDER BY external_id, revision DESC
                        """).params(community.value(), ids.toArray(String[]::new)).query(ContentRow.MAPPER).stream()
                .forEach(row -> latest.put(
                        row.content().externalId(),
                        new Known(new Submission.Stored(row.content(), row.status(), false), row.fields())));
        return latest;
    }

    private int insert(List<Revision> rows, Instant resendAt, @Nullable TraceParent trace) {
        Content any = rows.getFirst().content();
        return jdbc.sql("""
                        INSERT INTO content (id, revision, community_id, external_id, author_id, author_name, type, text, images,
                                             language, url, created_at, parent_text, submitted_at, resend_at, trace_parent, fields, type_version)
                        SELECT id, revision, ?, external_id, author_id, author_name, type, text,
                               ARRAY (SELECT jsonb_array_elements_text(images)), language, url, created_at, parent_text, ?, ?, nullif(?, ''),
                               fields, type_version
                        FROM unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::jsonb[],
                                    ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::json[], ?::int[])
                             AS t (id, revision, external_id, author_id, author_name, type, text, images,
                                   language, url, created_at, parent_text, fields, type_version)
                        ON CONFLICT DO NOTHING
                        """)
                .params(
                        any.community().value(),
                        Columns.timestamp(any.submittedAt()),
                        Columns.timestamp(resendAt),
                        trace == null ? "" : trace.toString(),
                        column(rows, Content::id),
                        column(rows, Content::revision),
                        column(rows, Content::externalId),
                        column(rows, row -> row.author().id()),
                        column(rows, row -> row.author().name()),
                        column(rows, row -> row.type().key()),
                        column(rows, Content::text),
                        column(rows, row -> row.images().isEmpty() ? "[]" : Columns.json(row.images())),
                        column(rows, Content::language),
                        column(rows, Content::url),
                        column(rows, Content::createdAt),
                        column(rows, Content::parentText),
                        Columns.column(
                                rows,
                                row -> row.fields() == null
                                        ? null
                                        : row.fields().json()),
                        Columns.column(
                                rows,
                                row -> row.fields() == null
                                        ? null
                                        : row.fields().version()))
                .update();
    }

    private static String[] column(List<Revision> rows, Function<Content, @Nullable Object> value) {
        return Columns.column(rows, row -> value.apply(row.content()));
    }

    /** A revision that is to be stored. */
    private record Revision(Content content, @Nullable TypedFields fields) {}

    /** What is there of a content already. */
    private record Known(Submission.Stored stored, @Nullable TypedFields fields) {}
}
