package io.moderato.operations.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.operations.watch.DiskState.Level;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the disk with the data every few seconds, because a database or a broker that cannot write stops at once, and then nothing is
 * decided any more. New content is refused while there is still room for the decisions about what was taken. Watches nothing if no folder is
 * configured.
 */
public final class DiskWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);

    private final DiskSettings settings;
    private final Consumer<DiskState> changed;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("disk-watch").factory());
    private volatile @Nullable DiskState state;

    DiskWatch(DiskSettings settings, MeterRegistry meters, Consumer<DiskState> changed) {
        this.settings = settings;
        this.changed = changed;
        Path folder = settings.folder();
        if (folder == null) {
            return;
        }
        gauge(
                meters,
                "moderato.disk.free.bytes",
                "Bytes that may still be written to the disk with the data",
                DiskState::free);
        gauge(meters, "moderato.disk.total.bytes", "The size of the disk with the data", DiskState::total);
        look(folder);
        thread.scheduleWithFixedDelay(
                () -> look(folder),
                settings.interval().toMillis(),
                settings.interval().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void gauge(MeterRegistry meters, String name, String description, ToDoubleFunction<DiskState> value) {
        Gauge.builder(name, () -> {
                    DiskState now = state;
                    return now == null ? Double.NaN : value.applyAsDouble(now);
                })
                .description(description)
                .register(meters);
    }

    /**
     * Does nothing if new content may be taken.
     *
     * @throws ProblemException UNAVAILABLE while the disk is too full for it
     */
    public void requireRoom() {
        if (level() == Level.FULL) {
            throw new ProblemException(
                    ProblemKey.UNAVAILABLE,
                    "The disk of this service is nearly full, so no new content is taken. Nothing of this request was stored. Send it again later.");
        }
    }

    /** What follows from the free space; ROOM if nothing is watched. */
    public Level level() {
        DiskState now = state;
        return now == null ? Level.ROOM : now.level();
    }

    private void look(Path folder) {
        try {
            FileStore disk = Files.getFileStore(folder);
            long free = disk.getUsableSpace();
            DiskState now = new DiskState(folder, free, disk.getTotalSpace(), level(free));
            Level before = level();
            state = now;
            if (before != now.level()) {
                LOG.warn("{}", now.words());
                changed.accept(now);
            }
        } catch (IOException | RuntimeException failed) {
            // the watch must go on after any failure
            LOG.error("Could not look at the disk of {}", folder, failed);
        }
    }

    private Level level(long free) {
        if (free < settings.refuseBelow().toBytes()) {
            return Level.FULL;
        }
        return free < settings.warnBelow().toBytes() ? Level.SHORT : Level.ROOM;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
