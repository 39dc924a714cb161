package io.moderato.decision.store;

import io.moderato.community.CommunityId;
import io.moderato.database.Columns;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private final JdbcClient jdbc;
    private final DatabaseLives lives;

    DecisionFeed(JdbcClient jdbc, DatabaseLives lives) {
        this.jdbc = jdbc;
        this.lives = lives;
    }

    /**
     * The decisions after that place, human ones too.
     *
     * @throws ProblemException CURSOR_OUTDATED if the place is ahead of everything that this database has: decisions that are still to come
     *     would be skipped
     */
    @Transactional(readOnly = true)
    public FeedPage after(CommunityId community, FeedCursor place, int limit) {
        List<DatabaseLife> all = lives.all();
        refuseOutdated(place, all);
        List<FeedPage.Entry> entries = new ArrayList<>();
        FeedCursor next = place;
        for (int life = place.life(); life <= all.size() && entries.size() < limit; life++) {
            FeedCursor from = life == place.life() ? place : new FeedCursor(life, 0, 0);
            List<Placed> found = page(community, from, numbers(life, all), limit - entries.size());
            found.forEach(each -> entries.add(each.entry()));
            next = found.isEmpty() ? from : found.getLast().place();
        }
        if (entries.isEmpty()) {
            refuseFromTheFuture(next);
        }
        return new FeedPage(entries, next);
    }

    /** The decisions of one life. Those of the current one end before the oldest transaction that still runs. */
    private List<Placed> page(CommunityId community, FeedCursor from, Numbers life, int limit) {
        return jdbc.sql("""
                        SELECT d.*, d.tx::text AS tx_text, c.external_id
                        FROM decision d JOIN content c ON c.id = d.content_id AND c.revision = d.revision
                        WHERE d.community_id = :community AND (d.tx, d.seq) > (:tx::text::xid8, :seq)
                        AND d.seq > :beforeFirst AND d.seq <= :last AND (:ended OR d.tx < pg_snapshot_xmin(pg_current_snapshot()))
                        ORDER BY d.tx, d.seq LIMIT :limit
                        """)
                .param("community", community.value())
                .param("tx", Long.toString(from.transaction()))
                .param("seq", from.sequence())
                .param("beforeFirst", life.beforeFirst())
                .param("last", life.last())
                .param("ended", life.isOver())
                .param("limit", limit)
                .query((row, index) -> new Placed(
                        new FeedPage.Entry(DecisionRow.MAPPER.mapRow(row, index), row.getString("external_id")),
                        new FeedCursor(from.life(), Long.parseLong(row.getString("tx_text")), row.getLong("seq"))))
                .list();
    }

    private static Numbers numbers(int life, List<DatabaseLife> all) {
        boolean over = life < all.size();
        return new Numbers(all.get(life - 1).beforeFirst(), over ? all.get(life).beforeFirst() : Long.MAX_VALUE, over);
    }

    /** Whoever saw more of a life than was restored of it has seen decisions that this database does not have, and would miss new ones. */
    private static void refuseOutdated(FeedCursor place, List<DatabaseLife> all) {
        boolean known = place.life() >= 1 && place.life() <= all.size();
        if (!known) {
            throw outdated();
        }
        if (place.life() < all.size()) {
            DatabaseLife next = all.get(place.life());
            if (place.isAfter(next.lastTransaction(), next.lastSequence())) {
                throw outdated();
            }
        }
    }

    /** A place of another cluster would show nothing until this one has made as many transactions: that looks like a quiet day. */
    private void refuseFromTheFuture(FeedCursor place) {
        boolean ahead = jdbc.sql("SELECT ?::text::xid8 > pg_snapshot_xmax(pg_current_snapshot())")
                .param(Long.toString(place.transaction()))
                .query(Boolean.class)
                .single();
        if (ahead) {
            throw outdated();
        }
    }

    private static ProblemException outdated() {
        return new ProblemException(
                ProblemKey.CURSOR_OUTDATED,
                "'after' is ahead of this feed: it is from another database, or from before this one was restored. Start again with since=TIME, a little before the last decision that you have; you may see some twice.",
                "/after",
                null);
    }

    /** The place before the first decision that was made at that time or later. A few that were made just before may come, too. */
    @Transactional(readOnly = true)
    public FeedCursor since(CommunityId community, Instant time) {
        // a transaction that began later may have an earlier number, but only if the two ran at once
        Optional<FeedCursor> first = jdbc.sql("""
                        SELECT tx::text AS tx_text, seq, (SELECT max(number) FROM database_life WHERE before_first < d.seq) AS life
                        FROM decision d WHERE community_id = :community AND decided_at >= :time
                        AND decided_at <= (SELECT min(decided_at) FROM decision WHERE community_id = :community AND decided_at >= :time)
                                          + :longest * interval '1 second'
                        ORDER BY life, tx, seq LIMIT 1
                        """)
                .param("community", community.value())
                .param("time", Columns.timestamp(time))
                .param("longest", LONGEST_TRANSACTION.toSeconds())
                .query((row, index) -> new FeedCursor(
                        row.getInt("life"), Long.parseLong(row.getString("tx_text")), row.getLong("seq") - 1))
                .optional();
        FeedCursor now = now();
        return first.filter(place -> place.life() < now.life() || place.transaction() < now.transaction())
                .orElse(now);
    }

    /** The place after everything that is shown by now. */
    @Transactional(readOnly = true)
    public FeedCursor now() {
        return new FeedCursor(
                lives.all().size(),
                jdbc.sql("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
                        .query(Long.class)
                        .single(),
                0);
    }

    /** The numbers of the decisions of a life, and whether no more can come. */
    private record Numbers(long beforeFirst, long last, boolean isOver) {}

    private record Placed(FeedPage.Entry entry, FeedCursor place) {}
}
