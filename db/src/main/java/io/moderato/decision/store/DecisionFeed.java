package io.moderato.decision.store;

import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import io.moderato.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * All decisions of a community in the order of the transactions that made them (decision record 7). What a running transaction could still
 * precede is not shown yet, so nobody who goes on from the last place ever misses one.
 */
@Repository
public class DecisionFeed {
    /** No transaction that makes decisions takes longer. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(2);

    private static final RowMapper<Placed> PLACED = (row, index) -> new Placed(
            new FeedPage.Entry(DecisionRow.MAPPER.mapRow(row, index), row.getString("external_id")), place(row, index));

    private final JdbcClient jdbc;

    DecisionFeed(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The decisions after that place, human ones too.
     *
     * @throws ProblemException INVALID_FIELD if the place is ahead of everything that was ever decided here
     */
    @Transactional(readOnly = true)
    public FeedPage after(CommunityId community, FeedCursor place, int limit) {
        var page = jdbc.sql("""
                        SELECT d.*, d.tx::text AS tx_text, c.external_id
                        FROM decision d JOIN content c ON c.id = d.content_id AND c.revision = d.revision
                        WHERE d.community_id = ? AND (d.tx, d.seq) > (?::text::xid8, ?) AND d.tx < pg_snapshot_xmin(pg_current_snapshot())
                        ORDER BY d.tx, d.seq LIMIT ?
                        """)
                .params(community.value(), Long.toString(place.transaction()), place.sequence(), limit)
                .query(PLACED)
                .list();
        if (page.isEmpty()) {
            refuseFromTheFuture(place);
        }
        return new FeedPage(
                page.stream().map(Placed::entry).toList(),
                page.isEmpty() ? place : page.getLast().place());
    }

    /** A place of another cluster would show nothing until this one has made as many transactions: that looks like a quiet day. */
    private void refuseFromTheFuture(FeedCursor place) {
        boolean ahead = jdbc.sql("SELECT ?::text::xid8 > pg_snapshot_xmax(pg_current_snapshot())")
                .param(Long.toString(place.transaction()))
                .query(Boolean.class)
                .single();
        if (ahead) {
            throw ProblemException.invalidField(
                    "/after",
                    "'after' is ahead of this feed: it is from another database, or from before this one was restored. Start again with since=TIME, a little before the last decision that you have; you may see some twice.");
        }
    }

    /** The place before the first decision that was made at that time or later. A few that were made just before may come, too. */
    @Transactional(readOnly = true)
    public FeedCursor since(CommunityId community, Instant time) {
        // a transaction that began later may have an earlier number, but only if the two ran at once
        Optional<FeedCursor> first = jdbc.sql("""
                        SELECT tx::text AS tx_text, seq FROM decision WHERE community_id = :community AND decided_at >= :time
                        AND decided_at <= (SELECT min(decided_at) FROM decision WHERE community_id = :community AND decided_at >= :time)
                                          + :longest * interval '1 second'
                        ORDER BY tx, seq LIMIT 1
                        """)
                .param("community", community.value())
                .param("time", Columns.timestamp(time))
                .param("longest", LONGEST_TRANSACTION.toSeconds())
                .query(DecisionFeed::place)
                .optional();
        FeedCursor now = now();
        return first.map(place -> new FeedCursor(place.transaction(), place.sequence() - 1))
                .filter(place -> place.transaction() < now.transaction())
                .orElse(now);
    }

    /** The place after everything that is shown by now. */
    @Transactional(readOnly = true)
    public FeedCursor now() {
        return new FeedCursor(
                jdbc.sql("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
                        .query(Long.class)
                        .single(),
                0);
    }

    private static FeedCursor place(ResultSet row, int index) throws SQLException {
        return new FeedCursor(Long.parseLong(row.getString("tx_text")), row.getLong("seq"));
    }

    private record Placed(FeedPage.Entry entry, FeedCursor place) {}
}
