package io.moderato.standalone;

import java.nio.file.Path;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * The properties of servers that start meanwhile: their names are known at once, and who asks for a value waits until the servers are there.
 * So Spring reads its configuration while PostgreSQL and Kafka start.
 */
final class StartingServers extends EnumerablePropertySource<FutureTask<PlatformServers>> {
    private static final String[] NAMES = PlatformServers.propertyNames().toArray(String[]::new);

    private @Nullable Map<String, Object> properties;

    private StartingServers(FutureTask<PlatformServers> start) {
        super("servers", start);
    }

    /**
     * Begins to start both servers.
     *
     * @param below   receives each server that was started
     * @param started is told when they are there
     */
    static StartingServers begin(Path folder, Deque<AutoCloseable> below, Consumer<PlatformServers> started) {
        FutureTask<PlatformServers> start = new FutureTask<>(() -> {
            PlatformServers servers = PlatformServers.start(folder, below);
            started.accept(servers);
            return servers;
        });
        Thread.ofPlatform().name("servers-start").start(start);
        return new StartingServers(start);
    }

    /**
     * Waits for the servers.
     *
     * @throws StartFailure if they do not start
     */
    PlatformServers await() {
        try {
            return source.get();
        } catch (ExecutionException failed) {
            throw StartFailure.of(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Stopped while starting.", stopped);
        }
    }

    /** Waits until they have started or failed. */
    void settle() {
        try {
            await();
        } catch (StartFailure failed) {
            // whoever asked for a value was told
        }
    }

    @Override
    public String[] getPropertyNames() {
        return NAMES.clone();
    }

    @Override
    public @Nullable Object getProperty(String name) {
        return containsProperty(name) ? properties().get(name) : null;
    }

    private synchronized Map<String, Object> properties() {
        if (properties == null) {
            properties = await().properties();
        }
        return properties;
    }
}
