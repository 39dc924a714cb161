package io.moderato.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a PostgreSQL running: starts it again when it died, on the same port; PostgreSQL recovers its data by itself. Waits before each new
 * start, twice as long as before the last one, and gives up after several deaths or failed starts in a row.
 */
final class PostgresSupervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresSupervisor.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    /** The most starts in a row: with the waits between them, some 16 seconds in all. */
    private static final int ATTEMPTS = 6;
    /** A server that ran for this long ends an earlier row of failures. */
    private static final Duration STEADY = Duration.ofMinutes(5);

    private final PostgresServer server;
    private final ReentrantLock acting = new ReentrantLock();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<String> givenUp = new CompletableFuture<>();
    private final Thread watcher;

    private PostgresSupervisor(PostgresServer server) {
        this.server = server;
        this.watcher =
                Thread.ofPlatform().daemon().name("postgresql-supervisor").unstarted(this::watch);
    }

    /** Watches a server that was started. */
    static PostgresSupervisor watch(PostgresServer server) {
        PostgresSupervisor supervisor = new PostgresSupervisor(server);
        supervisor.watcher.start();
        return supervisor;
    }

    /** Completes with the cause when the server is given up. */
    CompletionStage<String> givenUp() {
        return givenUp.minimalCompletionStage();
    }

    /** Stops the server for good and waits until its data are closed. */
    @Override
    public void close() throws IOException {
        closed.countDown();
        // a start that is under way may recover for minutes
        watcher.interrupt();
        acting.lock();
        try {
            server.stop();
        } finally {
            acting.unlock();
        }
    }

    private void watch() {
        int failures = 0;
        long lastStart = System.nanoTime();
        try {
            while (!closed.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                if (runs()) {
                    continue;
                }
                if (System.nanoTime() - lastStart > STEADY.toNanos()) {
                    failures = 0;
                }
                if (failures == ATTEMPTS) {
                    giveUp();
                    return;
                }
                LOG.warn("PostgreSQL is not running any more; start {} of at most {} follows", failures + 1, ATTEMPTS);
                if (closed.await(FIRST_WAIT.toMillis() << failures, TimeUnit.MILLISECONDS)) {
                    return;
                }
                failures++;
                startAgain();
                lastStart = System.nanoTime();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean runs() {
        try {
            return server.runs();
        } catch (IOException unreadable) {
            // the file is being written or removed just now
            return false;
        }
    }

    private void startAgain() {
        acting.lock();
        try {
            if (closed.getCount() > 0) {
                server.start();
                LOG.info("PostgreSQL runs again");
            }
        } catch (IOException failed) {
            LOG.warn("PostgreSQL could not be started again", failed);
        } finally {
            acting.unlock();
        }
    }

    private void giveUp() {
        String why = "PostgreSQL died or did not start " + ATTEMPTS
                + " times in a row. What was accepted is safe on the disk." + " Look at the end of " + server.log()
                + ", mend the cause and start again.";
        LOG.error(why);
        givenUp.complete(why);
    }
}
