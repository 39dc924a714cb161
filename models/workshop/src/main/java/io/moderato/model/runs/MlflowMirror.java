package io.moderato.model.runs;

import io.moderato.model.ModelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps an MLflow server up to date with a running run, in a separate thread. The run never waits for the server, except for a bounded time
 * at its end. Data that did not arrive is still in the run's folder.
 */
final class MlflowMirror {
    /** The times of the mirror. */
    record Pace(Duration between, Duration longestBackOff, Duration patience) {
        static final Pace STANDARD = new Pace(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofSeconds(60));
    }

    private final MlflowExport export;
    private final MlflowServer server;
    private final Path folder;
    private final Pace pace;
    private final Consumer<String> report;
    private final CountDownLatch done = new CountDownLatch(1);
    private boolean changed = true;
    private boolean ending;
    private boolean complete;
    private boolean troubled;

    MlflowMirror(MlflowServer server, Path folder, Pace pace, Consumer<String> report) {
        this.server = server;
        this.folder = folder;
        this.pace = pace;
        this.report = report;
        this.export = new MlflowExport(server);
        Thread.ofPlatform().daemon().name("mlflow-mirror").start(this::work);
    }

    /** Says that there is something new in the folder. */
    synchronized void changed() {
        changed = true;
        notifyAll();
    }

    /** Sends the rest and ends, after a bounded time at the latest. Returns whether everything arrived. */
    boolean end() {
        synchronized (this) {
            ending = true;
            changed = true;
            notifyAll();
        }
        boolean inTime = false;
        try {
            inTime = done.await(pace.patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        export.close();
        synchronized (this) {
            if (!(inTime && complete)) {
                report.accept(
                        "MLflow at %s did not receive everything. ./moderato runs send %s --mlflow %s sends the rest."
                                .formatted(server.url(), folder, server.url()));
            }
            return inTime && complete;
        }
    }

    private void work() {
        try {
            Duration pause = pace.between;
            while (await(pause)) {
                boolean last;
                synchronized (this) {
                    changed = false;
                    last = ending;
                }
                boolean sent = send();
                synchronized (this) {
                    complete = sent;
                    if (last) {
                        return;
                    }
                    changed |= !sent;
                }
                pause = sent ? pace.between : shorter(pause.multipliedBy(2), pace.longestBackOff);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            done.countDown();
        }
    }

    /** Waits for that long, and then for something new. The end of the run ends both waits. */
    private synchronized boolean await(Duration pause) throws InterruptedException {
        long until = System.nanoTime() + pause.toNanos();
        while (!ending) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left > 0) {
                wait(left);
            } else if (changed) {
                return true;
            } else {
                wait();
            }
        }
        return true;
    }

    private boolean send() {
        try {
            MlflowExport.Sent sent = export.send(folder);
            if (troubled) {
                report.accept("MLflow at %s answers again".formatted(server.url()));
            }
            troubled = false;
            sent.notes().forEach(report);
            return true;
        } catch (RuntimeException e) {
            if (!troubled && !isEnding()) {
                report.accept("%s. The run goes on and is recorded in %s."
                        .formatted(e instanceof ModelException ? e.getMessage() : e.toString(), folder));
            }
            troubled = true;
            return false;
        }
    }

    private synchronized boolean isEnding() {
        return ending;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
