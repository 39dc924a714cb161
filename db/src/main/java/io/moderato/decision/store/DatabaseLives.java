package io.moderato.decision.store;

import io.moderato.database.ScheduledWork;
import jakarta.annotation.PostConstruct;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The lives of the database. A new one begins when the database finds itself in another cluster (a restored dump) or on another timeline (a
 * restored copy, or a standby that took over): there the numbers of transactions begin again, or go on from an earlier place.
 */
@Repository
class DatabaseLives {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseLives.class);
    /** The key of the advisory lock: "life" in ASCII. */
    private static final int ONE_AT_A_TIME = 0x6c696665;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    DatabaseLives(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Begins a life if this is the start of one, before anybody decides anything in it. */
    @PostConstruct
    void begin() {
        transaction.executeWithoutResult(status -> beginIfNew());
    }

    /** The same while the service runs, because a standby can take over at any time. */
    @Scheduled(fixedDelayString = "${moderato.database.life-interval:10s}")
    void look() {
        ScheduledWork.attempt(LOG, "looking whether the database was restored", this::begin);
    }

    /** All lives, the first one first. */
    List<DatabaseLife> all() {
        return jdbc.sql(
                        "SELECT number, before_first, last_tx::text AS last_tx, last_seq FROM database_life ORDER BY number")
                .query((row, index) -> new DatabaseLife(
                        row.getInt("number"),
                        row.getLong("before_first"),
                        Long.parseLong(row.getString("last_tx")),
                        row.getLong("last_seq")))
                .list();
    }

    private void beginIfNew() {
        String identity = jdbc.sql(
                        "SELECT system_identifier || '/' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) FROM pg_control_system()")
                .query(String.class)
                .single();
        if (isCurrent(identity)) {
            return;
        }
        jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(ONE_AT_A_TIME).query(row -> {});
        if (isCurrent(identity)) {
            return;
        }
        int number =
                jdbc.sql("""
                        WITH before AS (SELECT coalesce(max(number), 0) AS number, coalesce(max(before_first), 0) AS before_first FROM database_life),
                        -- the last place of each community, by the index of the feed
                        last AS (
                            SELECT d.tx, d.seq FROM before, community c CROSS JOIN LATERAL (
                                SELECT tx, seq FROM decision WHERE community_id = c.id AND seq > before.before_first
                                ORDER BY tx DESC, seq DESC LIMIT 1) AS d
                            ORDER BY d.tx DESC, d.seq DESC LIMIT 1)
                        INSERT INTO database_life (number, identity, before_first, last_tx, last_seq)
                        SELECT before.number + 1, :identity,
                               CASE before.number WHEN 0 THEN 0 ELSE nextval(pg_get_serial_sequence('decision', 'seq')) END,
                               coalesce((SELECT tx FROM last), '0'), coalesce((SELECT seq FROM last), 0)
                        FROM before RETURNING number
                        """).param("identity", identity).query(Integer.class).single();
        if (number > 1) {
            LOG.warn(
                    "The database was restored, or another server took over. Readers of the decisions feed that are ahead of it are told to begin again");
        }
    }

    private boolean isCurrent(String identity) {
        return jdbc.sql("SELECT identity FROM database_life ORDER BY number DESC LIMIT 1")
                .query(String.class)
                .optional()
                .filter(identity::equals)
                .isPresent();
    }
}
