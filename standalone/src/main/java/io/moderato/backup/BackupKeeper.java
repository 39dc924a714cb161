package io.moderato.backup;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.moderato.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a backup of a running platform each day and archives the database's log all the time, so that it can be brought back to any moment
 * but the last minute. Two metrics tell when that fails: how old the newest backup and the archive are.
 */
public final class BackupKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackupKeeper.class);
    private static final Duration EVERY = Duration.ofDays(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    private static final Duration LOG_WITHIN = Duration.ofMinutes(1);

    private final Backups backups;
    private final Path data;
    private final EmbeddedDatabase database;
    private final int keep;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("backups").factory());

    private volatile Instant newest = Instant.now();

    private BackupKeeper(Backups backups, Path data, EmbeddedDatabase database, int keep) {
        this.backups = backups;
        this.data = data;
        this.database = database;
        this.keep = keep;
    }

    /**
     * Begins with the platform on that data folder.
     *
     * @param keep   how many backups are kept
     * @param meters where the ages of the newest backup and of the archive are told
     * @throws IOException if the folder of the backups cannot be written
     */
    public static BackupKeeper start(
            Backups backups, Path data, EmbeddedDatabase database, int keep, MeterRegistry meters) throws IOException {
        database.archiveTo(backups.log(), LOG_WITHIN);
        BackupKeeper keeper = new BackupKeeper(backups, data, database, keep);
        TimeGauge.builder("moderato.backup.age", keeper, TimeUnit.SECONDS, each -> age(each.newest))
                .description("Time since the newest backup ended, or since this process began to make them")
                .register(meters);
        TimeGauge.builder(
                        "moderato.backup.log.age",
                        database,
                        TimeUnit.SECONDS,
                        each -> each.archivedUpTo().map(BackupKeeper::age).orElse(Double.NaN))
                .description(
                        "Time since the moment up to which all that was done is in the archive of the database's log")
                .register(meters);
        keeper.thread.scheduleWithFixedDelay(keeper::look, 0, BETWEEN_LOOKS.toSeconds(), TimeUnit.SECONDS);
        return keeper;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void look() {
        try {
            Optional<Backup> found = backups.before(null);
            // a restored database has a timeline of its own, to which no earlier backup leads
            boolean leadsHere = found.isPresent() && found.get().from().startsWith(database.timeline());
            if (leadsHere) {
                newest = found.get().ended();
            }
            if (!leadsHere || newest.plus(EVERY).isBefore(Instant.now())) {
                Backup made = backups.make(data);
                newest = made.ended();
                backups.keep(keep);
                LOG.info("A backup was made: {}", made.file());
            }
        } catch (IOException | RuntimeException failed) {
            LOG.error("No backup could be made; it is tried again in a minute", failed);
        }
    }

    private static double age(Instant time) {
        return Duration.between(time, Instant.now()).toMillis() / 1e3;
    }
}
