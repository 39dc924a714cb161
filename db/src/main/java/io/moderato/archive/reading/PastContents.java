package io.moderato.archive.reading;

import io.moderato.community.CommunityId;
import io.moderato.content.store.ContentRow;
import io.moderato.database.Columns;
import io.moderato.decision.Category;
import io.moderato.decision.DecisionId;
import io.moderato.decision.Outcome;
import io.moderato.decision.Scores;
import io.moderato.feedback.store.FeedbackSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The decided contents of a community. What is erased, or is about to be, is left out; so is what is not decided yet. */
public final class PastContents {
    /** The part of an id that is no time: smaller than all ids of that millisecond. */
    private static final int TIME_SHIFT = 16;

    private final JdbcClient jdbc;
    private final CommunityId community;

    PastContents(JdbcClient jdbc, CommunityId community) {
        this.jdbc = jdbc;
        this.community = community;
    }

    /** Which revisions of a content are read. */
    public enum Revisions {
        /** The newest, if it is decided. */
        NEWEST,
        /** All that were decided. */
        ALL
    }

    /**
     * Ranges of ids with about as many revisions, of all communities, because ids sort by time and not by community.
     *
     * @param since the first time of submission; null for the first content
     * @param until the time at which it ends, which is not in it; null for now
     */
    public List<KeyRange> ranges(@Nullable Instant since, @Nullable Instant until, int revisions) {
        return KeyedTable.CONTENT.ranges(
                jdbc, since == null ? null : before(since), until == null ? null : before(until), revisions);
    }

    /** The revisions of a range in the order of their ids; to be closed. */
    public Stream<PastContent> read(KeyRange range, Revisions revisions) {
        return jdbc
                .sql("""
                        SELECT c.*, coalesce(t.stages_outcome, a.outcome) AS past_automatic, a.scores AS past_scores,
                               (SELECT r ->> 'category' FROM jsonb_array_elements(a.reasons) AS r WHERE r ->> 'category' IS NOT NULL LIMIT 1)
                                   AS past_category,
                               s.id AS past_standing, s.outcome AS past_standing_outcome, NOT s.automatic AS past_by_human,
                               f.source AS past_source, f.actual AS past_right, f.categories AS past_categories
                        FROM content c
                        JOIN decision s ON s.id = c.standing_decision
                        -- the newest automatic one; first and later decisions have an index each
                        JOIN LATERAL (
                            SELECT * FROM (
                                (SELECT * FROM decision d WHERE d.content_id = c.id AND d.revision = c.revision AND d.supersedes IS NOT NULL
                                 AND d.automatic ORDER BY d.seq DESC LIMIT 1)
                                UNION ALL
                                SELECT * FROM decision d WHERE d.content_id = c.id AND d.revision = c.revision AND d.supersedes IS NULL) AS both_kinds
                            ORDER BY seq DESC LIMIT 1) AS a ON true
                        LEFT JOIN tightened_decision t ON t.decision_id = a.id
                        LEFT JOIN LATERAL (
                            SELECT * FROM feedback f WHERE f.content_id = c.id AND f.revision = c.revision AND f.superseded_at IS NULL
                            ORDER BY f.given_at DESC LIMIT 1) AS f ON true
                        WHERE c.community_id = ? AND c.status = 'DECIDED' AND %s
                        AND (? OR NOT EXISTS (SELECT FROM content n WHERE n.id = c.id AND n.revision > c.revision))
                        AND NOT EXISTS (SELECT FROM erasure e WHERE e.finished_at IS NULL AND e.community_id = c.community_id
                                        AND (e.content_id = c.id OR e.author_id = c.author_id))
                        ORDER BY c.id, c.revision
                        """.formatted(within(range)))
                .param(community.value())
                .params(KeyedTable.bounds(range.after(), range.until()))
                .param(revisions == Revisions.ALL)
                .query(PastContents::map)
                .stream();
    }

    private static String within(KeyRange range) {
        return new KeyedTable("content", "c.id", "uuid").within(range.after() != null, true);
    }

    private static PastContent map(ResultSet row, int index) throws SQLException {
        String source = row.getString("past_source");
        String category = row.getString("past_category");
        return new PastContent(
                ContentRow.MAPPER.mapRow(row, index).content(),
                Outcome.valueOf(row.getString("past_automatic")),
                category == null ? null : Category.ofKey(category),
                Columns.fromJson(row.getString("past_scores"), Scores.class)
                        .byCategory()
                        .keySet(),
                new DecisionId(Columns.uuid(row, "past_standing")),
                Outcome.valueOf(row.getString("past_standing_outcome")),
                row.getBoolean("past_by_human"),
                source == null
                        ? null
                        : new PastContent.Label(
                                FeedbackSource.valueOf(source),
                                Outcome.valueOf(row.getString("past_right")),
                                categories(Columns.texts(row, "past_categories"))));
    }

    private static Set<Category> categories(List<String> keys) {
        return keys.stream().map(Category::ofKey).collect(Collectors.toUnmodifiableSet());
    }

    /** A value before all ids that were made from that time on. */
    private static String before(Instant time) {
        long milliseconds = Math.max(0, time.toEpochMilli());
        return new UUID(milliseconds << TIME_SHIFT, 0).toString();
    }
}
