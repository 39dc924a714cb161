package io.moderato.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The servers of {@code ./moderato run}, below {@code target/servers}. */
final class EmbeddedServers implements Servers {
    private @Nullable EmbeddedDatabase database;
    private @Nullable EmbeddedKafka kafka;

    @Override
    public synchronized String newDatabase(String name) {
        try {
            if (database == null) {
                Path folder = folder("postgres");
                database = EmbeddedDatabase.start(folder);
                closeAtEnd(database, folder);
            }
            return database.jdbcUrl(name) + "?user=" + database.owner() + "&password=" + database.ownerPassword();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public synchronized Map<String, String> serviceLogin() {
        EmbeddedDatabase running = Objects.requireNonNull(database);
        return Map.of(USER, running.user(), PASSWORD, running.password());
    }

    @Override
    public synchronized Map<String, String> kafkaClient() {
        try {
            if (kafka == null) {
                Path folder = folder("kafka");
                kafka = EmbeddedKafka.start(folder);
                closeAtEnd(kafka, folder);
            }
            return client(kafka);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Map<String, String> client(EmbeddedKafka broker) {
        Map<String, String> client = new HashMap<>(broker.clientProperties());
        client.put(BOOTSTRAP, broker.bootstrapServers());
        return client;
    }

    private static Path folder(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "servers"));
        return Files.createTempDirectory(folder.toAbsolutePath(), name);
    }

    private static void closeAtEnd(AutoCloseable server, Path folder) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                server.close();
                Folders.delete(folder);
            } catch (Exception failed) {
                System.err.println("Stopping " + server + ": " + failed);
            }
        }));
    }
}
