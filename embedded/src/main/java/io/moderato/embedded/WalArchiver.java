package io.moderato.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the write-ahead log of a running server to an archive, segment by segment, each some seconds after it was full. What is in
 * no full segment for too long is brought away in one that is not full. A slot makes the server keep what is not in the archive yet, up to 4 GB.
 */
final class WalArchiver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WalArchiver.class);
    private static final String SLOT = "moderato_archive";
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofMinutes(1);
    private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);

    private final EmbeddedDatabase database;
    private final Path log;
    private final WalArchive archive;
    private final Duration within;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile Instant upToDate;
    private @Nullable Instant complained;
    private String switchedAt = "";
    private String lastSegment = "";
    private Instant lastLook = Instant.now();

    private WalArchiver(EmbeddedDatabase database, Path data, WalArchive archive, Duration within) {
        this.within = within;
        this.database = database;
        this.log = data.resolve("pg_wal");
        this.archive = archive;
        this.upToDate = Instant.now();
        this.thread = Thread.ofPlatform().daemon().name("wal-archiver").unstarted(this::work);
    }

    /** Begins to archive the log of that server. */
    static WalArchiver start(EmbeddedDatabase database, Path data, WalArchive archive, Duration within) {
        WalArchiver archiver = new WalArchiver(database, data, archive, within);
        archiver.thread.start();
        return archiver;
    }

    /** Everything that was done before this time is in the archive. */
    Instant upToDate() {
        return upToDate;
    }

    /** Brings away what there is once more, then stops. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(CLOSING);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        boolean more = true;
        while (more) {
            try {
                more = !closed.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
                archiveOnce(!more);
                complained = null;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException | SQLException failed) {
                complain(failed);
            }
        }
    }

    /** Archives the segments that are complete; makes the current one complete if it is old, or if this is the last time. */
    private void archiveOnce(boolean last) throws IOException, SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            String from = slot(statement);
            Instant now = Instant.now();
            String position = value(statement, "SELECT pg_current_wal_insert_lsn()::text");
            boolean written = !position.equals(switchedAt);
            if (written && (last || upToDate.plus(within).isBefore(now))) {
                value(statement, "SELECT pg_switch_wal()::text");
                // the position after the switch, so that a server at rest is not made to switch again
                position = value(statement, "SELECT pg_current_wal_insert_lsn()::text");
                switchedAt = position;
                written = false;
            }
            String current = value(statement, "SELECT pg_walfile_name(pg_current_wal_insert_lsn())");
            List<Path> complete = WalFiles.segments(log, from, current).stream()
                    .filter(segment -> !WalFiles.name(segment).equals(current))
                    .toList();
            for (Path segment : complete) {
                archive.take(segment);
            }
            for (Path history : WalFiles.histories(log)) {
                archive.take(history);
            }
            if (!complete.isEmpty()) {
                // the position lies in the current segment or before it, so nothing that is still to come is given up
                value(statement, "SELECT pg_replication_slot_advance('" + SLOT + "', '" + position + "')::text");
            }
            if (!written) {
                upToDate = now;
            } else if (!current.equals(lastSegment)) {
                // what was done before the last look was in the segments before this one
                upToDate = lastLook;
            }
            lastSegment = current;
            lastLook = now;
        }
    }

    /** The first segment that the slot keeps; the slot is made if there is none, or if the server had to give it up. */
    private static String slot(Statement statement) throws SQLException {
        String find =
                "SELECT CASE wal_status WHEN 'lost' THEN 'lost' ELSE pg_walfile_name(restart_lsn) END FROM pg_replication_slots WHERE slot_name = '"
                        + SLOT + "'";
        String found = value(statement, find);
        if (found.equals("lost")) {
            LOG.error(
                    "The archive of the database's log has a gap, because it could not be written for too long. Make a backup now: what was done before it cannot be restored to a point in time");
            value(statement, "SELECT pg_drop_replication_slot('" + SLOT + "')::text");
            found = "";
        }
        if (found.isEmpty()) {
            value(statement, "SELECT pg_create_physical_replication_slot('" + SLOT + "', true)::text");
            found = value(statement, find);
        }
        return found;
    }

    private static String value(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    private void complain(Exception failed) {
        Instant now = Instant.now();
        if (complained == null || complained.plus(BETWEEN_COMPLAINTS).isBefore(now)) {
            complained = now;
            LOG.warn("The database's log could not be archived since {}; it is tried again", upToDate, failed);
        }
    }
}
