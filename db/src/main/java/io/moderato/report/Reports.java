package io.moderato.report;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.content.Contents;
import io.moderato.content.StoredContent;
import io.moderato.database.Columns;
import io.moderato.decision.Category;
import io.moderato.decision.Decisions;
import io.moderato.problem.ProblemException;
import io.moderato.review.CaseOpening;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Users' reports. A user's second report about the same revision is the first one again. */
@Repository
public class Reports {
    private static final int MAX_LENGTH = 5000;
    private static final RowMapper<Report> REPORT = (row, index) -> {
        String category = row.getString("category");
        return new Report(
                Columns.uuid(row, "id"),
                row.getString("reporter_id"),
                category == null ? null : Category.ofKey(category),
                row.getString("reason"),
                Columns.instant(row, "reported_at"));
    };

    private final JdbcClient jdbc;
    private final Contents contents;
    private final Decisions decisions;
    private final CaseOpening cases;

    Reports(JdbcClient jdbc, Contents contents, Decisions decisions, CaseOpening cases) {
        this.jdbc = jdbc;
        this.contents = contents;
        this.decisions = decisions;
        this.cases = cases;
    }

    /**
     * Keeps a report and opens a case, or makes the open one more urgent. Content that has no decision yet gets its case
     * as soon as it is decided.
     *
     * @throws ProblemException NOT_FOUND for foreign content, INVALID_FIELD for a missing or too long field
     */
    @Transactional
    public Report file(
            CommunityId community, ContentId content, String reporterId, @Nullable Category category, String reason) {
        if (reporterId.isBlank() || reporterId.length() > 200) {
            throw ProblemException.invalidField("/reporterId", "reporterId has 1 to 200 characters.");
        }
        if (reason.isBlank() || reason.length() > MAX_LENGTH) {
            throw ProblemException.invalidField(
                    "/reason", "Say in 1 to 5,000 characters what is wrong with the content.");
        }
        StoredContent stored =
                contents.find(community, content).orElseThrow(() -> ProblemException.notFound("content"));
        int revision = stored.content().revision();
        int added = jdbc.sql("""
                        INSERT INTO report (id, community_id, content_id, revision, reporter_id, category, reason)
                        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (content_id, revision, reporter_id) DO NOTHING
                        """)
                .params(Columns.values(
                        UUID.randomUUID(),
                        community.value(),
                        content.value(),
                        revision,
                        reporterId,
                        category == null ? null : category.key(),
                        reason))
                .update();
        List<Report> all = of(content, revision);
        if (added == 1) {
            decisions.standing(stored).ifPresent(standing -> cases.openForReport(standing, category, all.size()));
        }
        return all.stream()
                .filter(report -> report.reporterId().equals(reporterId))
                .findFirst()
                .orElseThrow();
    }

    /** The reports about that revision, the newest first. */
    public List<Report> of(ContentId content, int revision) {
        return jdbc.sql("SELECT * FROM report WHERE content_id = ? AND revision = ? ORDER BY reported_at DESC")
                .params(content.value(), revision)
                .query(REPORT)
                .list();
    }
}
