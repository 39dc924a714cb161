package io.moderato.operations.connection;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks once a second, on a thread of its own, for connections that take too long. */
final class ConnectionWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);

    private final OpenConnections connections;
    private final RequestsInWork requests;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("connection-watch").factory());

    ConnectionWatch(OpenConnections connections, RequestsInWork requests) {
        this.connections = connections;
        this.requests = requests;
        thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void look() {
        try {
            long now = System.nanoTime();
            connections.cutLate(now);
            requests.cutLate(now);
        } catch (RuntimeException failed) {
            // the watch must go on after any failure
            LOG.error("Could not check the connections", failed);
        }
    }
}
