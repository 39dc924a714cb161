package io.moderato.report.store;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.content.store.Contents;
import io.moderato.database.Columns;
import io.moderato.decision.Category;
import io.moderato.decision.store.Decisions;
import io.moderato.event.Event;
import io.moderato.event.EventType;
import io.moderato.event.store.Events;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.review.opening.CaseOpening;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Users' reports about contents. Each reason that a person gives about a revision is kept once. The same reason again is the same report.
 */
@Repository
public class Reports {
    /** The most characters of a reason. */
    public static final int MAX_LENGTH = 5000;

    /** The message for a reason that is empty or too long. */
    public static final String NO_WORDS = "Say in 1 to 5,000 characters what is wrong with the content.";

    private static final int MAX_REASONS = 20;
    private static final int MAX_SHOWN = 200;
    private static final RowMapper<Report> REPORT = (row, index) -> {
        String category = row.getString("category");
        return new Report(
                Columns.uuid(row, "id"),
                row.getInt("revision"),
                row.getString("reporter_id"),
                category == null ? null : Category.ofKey(category),
                row.getString("reason"),
                Columns.instant(row, "reported_at"),
                row.getBoolean("dismissed"));
    };

    private final JdbcClient jdbc;
    private final Contents contents;
    private final Decisions decisions;
    private final CaseOpening cases;
    private final Events events;

    Reports(JdbcClient jdbc, Contents contents, Decisions decisions, CaseOpening cases, Events events) {
        this.jdbc = jdbc;
        this.contents = contents;
        this.decisions = decisions;
        this.cases = cases;
        this.events = events;
    }

    /**
     * Keeps a report and opens a case, or makes the open case more urgent. Report and case follow the content when it is edited. Content
     * without a decision gets its case as soon as it is decided.
     *
     * @param revision the revision that the reporter saw; null for the newest
     * @throws ProblemException NOT_FOUND for content of another community, INVALID_FIELD for a missing or too long field or an unknown
     *     revision, WRONG_STATE if the same person has given too many reasons
     */
    @Transactional
    public Report file(
            CommunityId community,
            ContentId content,
            @Nullable Integer revision,
            String reporterId,
            @Nullable Category category,
            String reason) {
        if (reporterId.isBlank() || reporterId.length() > 200) {
            throw ProblemException.invalidField("/reporterId", "The reporter's id has 1 to 200 characters.");
        }
        if (reason.isBlank() || reason.length() > MAX_LENGTH) {
            throw ProblemException.invalidField("/reason", NO_WORDS);
        }
        int newest = contents.hold(community, content).content().revision();
        if (revision != null && (revision < 1 || revision > newest)) {
            throw ProblemException.invalidField(
                    "/revision",
                    "This content has the revisions 1 to %,d. Name the revision that the reporter saw, or leave 'revision' out."
                            .formatted(newest));
        }
        int seen = revision == null ? newest : revision;
        String words = reason.strip();
        Optional<Report> before = find(content, seen, reporterId, category, words);
        if (before.isPresent()) {
            return before.get();
        }
        refuseIfTooMany(content, seen, reporterId);
        UUID id = UUID.randomUUID();
        int filed = jdbc.sql("""
                        INSERT INTO report (id, community_id, content_id, revision, reporter_id, category, reason)
                        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """)
                .params(Columns.values(
                        id,
                        community.value(),
                        content.value(),
                        seen,
                        reporterId,
                        category == null ? null : category.key(),
                        words))
                .update();
        if (filed > 0) {
            events.raise(new Event(
                    EventType.CONTENT_REPORTED,
                    community,
                    content,
                    id.toString(),
                    category == null
                            ? Map.of("revision", Integer.toString(seen))
                            : Map.of("revision", Integer.toString(seen), "category", category.key())));
        }
        contents.newestDecided(content)
                .flatMap(decisions::standing)
                .ifPresent(standing -> cases.openForReport(standing, category));
        return find(content, seen, reporterId, category, words).orElseThrow();
    }

    private Optional<Report> find(
            ContentId content, int revision, String reporterId, @Nullable Category category, String reason) {
        return jdbc.sql("""
                        SELECT * FROM report WHERE content_id = ? AND revision = ? AND reporter_id = ?
                        AND coalesce(category, '') = ? AND md5(reason) = md5(?)
                        """)
                .params(content.value(), revision, reporterId, category == null ? "" : category.key(), reason)
                .query(REPORT)
                .optional();
    }

    private void refuseIfTooMany(ContentId content, int revision, String reporterId) {
        int given = jdbc.sql("SELECT count(*) FROM report WHERE content_id = ? AND revision = ? AND reporter_id = ?")
                .params(content.value(), revision, reporterId)
                .query(Integer.class)
                .single();
        if (given >= MAX_REASONS) {
            throw new ProblemException(
                    ProblemKey.WRONG_STATE,
                    "This person has given %d reasons about this text already. They are kept; a moderator reads them."
                            .formatted(given));
        }
    }

    /** The newest reports about all revisions of a content, the newest first, at most {@value #MAX_SHOWN}. */
    public List<Report> about(ContentId content) {
        return jdbc.sql("SELECT * FROM report WHERE content_id = ? ORDER BY reported_at DESC LIMIT ?")
                .params(content.value(), MAX_SHOWN)
                .query(REPORT)
                .list();
    }
}
