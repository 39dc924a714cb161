package io.moderato.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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
                database = EmbeddedDatabase.start(folder("postgres"));
                closeAtEnd(database);
            }
            return database.jdbcUrl("test_" + DATABASES.incrementAndGet()) + "?user=" + database.user() + "&password="
                    + database.password();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The bootstrap servers of the broker. */
    public static synchronized String kafka() {
        try {
            if (kafka == null) {
                kafka = EmbeddedKafka.start(folder("kafka"));
                closeAtEnd(kafka);
            }
            return kafka.bootstrapServers();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path folder(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "servers"));
        return Files.createTempDirectory(folder.toAbsolutePath(), name);
    }

    private static void closeAtEnd(AutoCloseable server) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                server.close();
            } catch (Exception failed) {
                System.err.println("Stopping " + server + ": " + failed);
            }
        }));
    }
}
