package io.moderato.standalone;

import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.access.login.FirstAdminCreated;
import io.moderato.backup.BackupKeeper;
import io.moderato.backup.Backups;
import io.moderato.operations.watch.DiskState;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.env.MapPropertySource;

/** A running platform: the embedded servers and the three services on top of them. */
public final class Platform implements AutoCloseable {
    private static final String DEFAULTS =
            "classpath:moderato-common.yaml,classpath:moderato-inference.yaml,classpath:moderato-surfaces.yaml,classpath:moderato-platform-api.yaml,"
                    + "classpath:moderato-admin-ui.yaml,classpath:moderato-standalone.yaml";

    private static final String WEBHOOK_KEYS = "moderato.webhooks.keys";

    private final ConfigurableApplicationContext context;
    private final Path data;
    private final PlatformServers servers;
    private final Deque<AutoCloseable> below;
    private final @Nullable FirstAdminCreated firstAdmin;

    private Platform(
            ConfigurableApplicationContext context,
            Path data,
            PlatformServers servers,
            Deque<AutoCloseable> below,
            @Nullable FirstAdminCreated firstAdmin) {
        this.context = context;
        this.data = data;
        this.servers = servers;
        this.below = below;
        this.firstAdmin = firstAdmin;
    }

    /**
     * Starts everything on the data in that folder and returns when it is ready to serve.
     *
     * @param port     the HTTP port; 0 for any free one
     * @param settings properties that override all others
     * @param progress is told what is being done
     * @throws StartFailure if the folder or the port is taken or a part does not start
     */
    public static Platform start(Path data, int port, Map<String, Object> settings, Consumer<String> progress) {
        Deque<AutoCloseable> below = new ArrayDeque<>();
        AtomicReference<@Nullable StartingServers> servers = new AtomicReference<>();
        try {
            refuseTakenPort(port);
            PlatformFolder folder = PlatformFolder.take(data);
            below.push(folder);
            AtomicReference<@Nullable FirstAdminCreated> firstAdmin = new AtomicReference<>();
            ConfigurableApplicationContext context = new SpringApplicationBuilder(StandaloneApplication.class)
                    .properties("spring.config.import=" + DEFAULTS)
                    .registerShutdownHook(false)
                    .listeners((ApplicationEvent event) -> {
                        if (event instanceof PayloadApplicationEvent<?> payload
                                && payload.getPayload() instanceof FirstAdminCreated created) {
                            firstAdmin.set(created);
                        }
                        if (event instanceof PayloadApplicationEvent<?> payload
                                && payload.getPayload() instanceof DiskState disk) {
                            System.err.println("moderato: " + disk.words());
                        }
                    })
                    // after Spring has set up the logs, before any bean asks for a server
                    .initializers(starting -> {
                        progress.accept("Starting PostgreSQL and Kafka on " + folder.path());
                        StartingServers begun = StartingServers.begin(
                                folder.path(),
                                below,
                                started -> progress.accept("Starting the services and loading the model"));
                        servers.set(begun);
                        Map<String, Object> properties = new HashMap<>();
                        properties.put("server.port", port);
                        properties.put("moderato.disk.folder", folder.path().toString());
                        String keys = starting.getEnvironment().getProperty(WEBHOOK_KEYS, "");
                        properties.put(WEBHOOK_KEYS, keys.isBlank() ? folder.webhookKey() : keys);
                        properties.putAll(settings);
                        starting.getEnvironment().getPropertySources().addFirst(begun);
                        // what a caller sets counts more than what the servers say
                        starting.getEnvironment()
                                .getPropertySources()
                                .addFirst(new MapPropertySource("platform", properties));
                    })
                    .run("--logging.file.name=" + folder.path().resolve("logs").resolve("moderato.log"));
            return new Platform(
                    context,
                    folder.path(),
                    Objects.requireNonNull(servers.get()).await(),
                    below,
                    firstAdmin.get());
        } catch (RuntimeException failed) {
            StartingServers begun = servers.get();
            if (begun != null) {
                begun.settle();
            }
            closeAll(below);
            throw StartFailure.of(failed);
        }
    }

    /** The URL of the platform. */
    public String url() {
        return "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    /** The admin that this start created, if it was the first one. */
    public @Nullable FirstAdminCreated firstAdmin() {
        return firstAdmin;
    }

    /** Completes with the cause when a server below the services died and is not started again. Then nobody can be served any more. */
    public CompletionStage<String> broken() {
        return servers.givenUp();
    }

    /**
     * Makes a backup each day and archives the database's log from now on.
     *
     * @param keep how many backups are kept
     * @throws StartFailure if the folder of the backups cannot be written
     */
    public void keepBackups(Backups backups, int keep) {
        try {
            below.push(BackupKeeper.start(backups, data, servers.database(), keep, part(MeterRegistry.class)));
        } catch (IOException failed) {
            throw new StartFailure(
                    "The backups cannot be kept in " + backups.folder() + ": " + failed.getMessage(), failed);
        }
    }

    /** A part of the running platform. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** All parts of the running platform. */
    BeanFactory parts() {
        return context;
    }

    /** Stops the services, then the servers below them. Everything that was accepted is kept. */
    @Override
    public void close() {
        context.close();
        closeAll(below);
    }

    private static void refuseTakenPort(int port) {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
        } catch (BindException taken) {
            throw new StartFailure("Port " + port + " is taken. Choose another one with --port.", taken);
        } catch (IOException failed) {
            throw new StartFailure("Port " + port + " cannot be used: " + failed.getMessage(), failed);
        }
    }

    /** Closes them, the last one first, whatever fails meanwhile. */
    static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception failed) {
                System.err.println("moderato: while stopping: " + failed.getMessage());
            }
        }
    }
}
