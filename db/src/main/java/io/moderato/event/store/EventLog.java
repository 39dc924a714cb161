package io.moderato.event.store;

import io.moderato.database.ScheduledWork;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the log of events in one partition for each day, so that old events can be dropped with almost no work. A day is dropped when it is
 * older than the time for which events are kept, and every listener has read it.
 */
@Component
class EventLog {
    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);
    /** The key of the advisory lock: "evnt" in ASCII. */
    private static final int ONE_AT_A_TIME = 0x65766e74;

    private static final int DAYS_AHEAD = 7;
    /** What a function returns that returns nothing. */
    private static final RowCallbackHandler NOTHING = row -> {};

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final EventSettings settings;

    EventLog(JdbcClient jdbc, TransactionTemplate transaction, EventSettings settings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.settings = settings;
    }

    /** Makes the partitions of the coming days and drops the partitions that nobody needs any more. */
    @Scheduled(
            initialDelayString = "${moderato.events.first-care:1s}",
            fixedDelayString = "${moderato.events.care-interval:1h}")
    void care() {
        ScheduledWork.attempt(
                LOG,
                "caring for the log of events",
                () -> transaction.executeWithoutResult(status -> {
                    boolean mine = jdbc.sql("SELECT pg_try_advisory_xact_lock(?)")
                            .param(ONE_AT_A_TIME)
                            .query(Boolean.class)
                            .single();
                    if (mine) {
                        joinThisCluster();
                        LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
                        for (int day = 0; day <= DAYS_AHEAD; day++) {
                            make(today.plusDays(day));
                        }
                        dropBefore(today.minusDays(settings.keep().toDays()));
                    }
                }));
    }

    /**
     * Adapts a database that was restored into another cluster, where the numbers of transactions begin again. Old events would be hidden
     * until their numbers are reached, and new events would count as read. So old events, and the places of listeners, move into one early
     * transaction; their sequence numbers keep the order.
     */
    private void joinThisCluster() {
        jdbc.sql("UPDATE event SET tx = '3' WHERE tx > pg_current_xact_id()").update();
        jdbc.sql("UPDATE event_listener SET tx = '3' WHERE tx > pg_current_xact_id()")
                .update();
    }

    /** Makes the partition of a day. If events of that day are already in the partition for other days, they stay there. */
    private void make(LocalDate day) {
        jdbc.sql("SELECT make_event_day(?)").param(day).query(NOTHING);
    }

    private void dropBefore(LocalDate first) {
        jdbc.sql("SELECT drop_event_days_before(?)").param(first).query(NOTHING);
        jdbc.sql("""
                        DELETE FROM event_of_other_days e WHERE at < ?::timestamptz
                        AND NOT EXISTS (SELECT FROM event_listener l WHERE (e.tx, e.seq) > (l.tx, l.seq))
                        """).param(first + "T00:00Z").update();
    }
}
