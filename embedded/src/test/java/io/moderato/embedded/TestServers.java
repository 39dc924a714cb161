package io.moderato.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL and one Kafka for all tests of a process, started when first asked for and stopped at its end. */
public final class TestServers {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable EmbeddedDatabase database;
    private static @Nullable EmbeddedKafka kafka;

    private TestServers() {}

    /** The JDBC URL of a new, empty database; it carries user and password. */
    public static synchronized String newDatabase() {
        try {
            if (database == null) {
                Path folder = folder("postgres");
                database = EmbeddedDatabase.start(folder);
                closeAtEnd(database, folder);
            }
            return database.jdbcUrl("test_" + DATABASES.incrementAndGet()) + "?user=" + database.user() + "&password="
                    + database.password();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** What a client of the broker needs: where it is, and how to log in. */
    public static Map<String, Object> kafkaClient() {
        return clientOf(kafka());
    }

    /** The broker as properties of a Spring application. */
    public static Map<String, String> kafkaSettings() {
        return settingsOf(kafka());
    }

    /** What a client of that broker needs: where it is, and how to log in. */
    public static Map<String, Object> clientOf(EmbeddedKafka broker) {
        Map<String, Object> client = new HashMap<>(broker.clientProperties());
        client.put("bootstrap.servers", broker.bootstrapServers());
        return client;
    }

    /** That broker as properties of a Spring application. */
    public static Map<String, String> settingsOf(EmbeddedKafka broker) {
        Map<String, String> settings = new HashMap<>();
        broker.clientProperties().forEach((key, value) -> settings.put("spring.kafka.properties." + key, value));
        settings.put("spring.kafka.bootstrap-servers", broker.bootstrapServers());
        return settings;
    }

    private static synchronized EmbeddedKafka kafka() {
        try {
            if (kafka == null) {
                Path folder = folder("kafka");
                kafka = EmbeddedKafka.start(folder);
                closeAtEnd(kafka, folder);
            }
            return kafka;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
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
