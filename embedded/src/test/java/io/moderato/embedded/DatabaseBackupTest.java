package io.moderato.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseBackupTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void copyOfADatabaseInUseIsWholeByItself() throws Exception {
        Path copy = folder.resolve("copy");
        String from;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("live"))) {
            execute(database, "CREATE TABLE pairs (a int PRIMARY KEY, b int)");
            execute(database, "INSERT INTO pairs SELECT n, n FROM generate_series(1, 50000) AS n");
            AtomicBoolean copied = new AtomicBoolean();
            Thread writer = Thread.ofPlatform().start(() -> {
                for (int i = 1; !copied.get(); i++) {
                    execute(database, "UPDATE pairs SET a = -a, b = -b WHERE a % 100 = " + i % 100);
                }
            });
            from = EmbeddedDatabase.copy(folder.resolve("live"), new ToFolder(copy), "")
                    .orElseThrow();
            copied.set(true);
            writer.join();
            execute(database, "INSERT INTO pairs VALUES (1000001, 1000001)");
        }

        try (EmbeddedDatabase restored = EmbeddedDatabase.recover(copy, null, from, null)) {
            assertThat(query(restored, "SELECT count(*) FROM pairs")).isEqualTo("50000");
            assertThat(query(restored, "SELECT count(*) FROM pairs WHERE a <> b"))
                    .isEqualTo("0");
            assertThat(query(restored, "SELECT left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)"))
                    .as("the timeline")
                    .isEqualTo("00000002");
        }
        try (EmbeddedDatabase again = EmbeddedDatabase.start(copy)) {
            assertThat(query(again, "SELECT count(*) FROM pairs")).isEqualTo("50000");
        }
    }

    @Test
    void logInTheArchiveBringsTheDatabaseToAnyTime() throws Exception {
        WalArchive archive = new WalArchive(folder.resolve("archive"));
        Path copy = folder.resolve("copy");
        String from;
        Instant between;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("live"))) {
            database.archiveTo(archive, Duration.ofSeconds(1));
            execute(database, "CREATE TABLE done (what text)");
            from = EmbeddedDatabase.copy(folder.resolve("live"), new ToFolder(copy), "")
                    .orElseThrow();
            execute(database, "INSERT INTO done VALUES ('right')");
            between = Instant.parse(query(
                    database,
                    "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
            execute(database, "INSERT INTO done VALUES ('wrong')");
            Instant written = Instant.now();
            await().atMost(PATIENCE)
                    .until(() -> database.archivedUpTo().orElseThrow().isAfter(written));
        }
        Path whole = folder.resolve("whole");
        copy(copy, whole);

        try (EmbeddedDatabase restored = EmbeddedDatabase.recover(copy, archive, from, between)) {
            assertThat(query(restored, "SELECT string_agg(what, ',') FROM done"))
                    .isEqualTo("right");
        }
        try (EmbeddedDatabase restored = EmbeddedDatabase.recover(whole, archive, from, null)) {
            assertThat(query(restored, "SELECT string_agg(what, ',') FROM done"))
                    .isEqualTo("right,wrong");
        }
        archive.dropBefore("0000000100000FFF00000000");
        assertThat(folder.resolve("archive")).isDirectoryNotContaining("glob:**.gz");
    }

    @Test
    void timeThatIsNotInTheArchiveIsToldInWords() throws Exception {
        Path copy = folder.resolve("copy");
        String from;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("live"))) {
            execute(database, "CREATE TABLE little AS SELECT 1 AS a");
            from = EmbeddedDatabase.copy(folder.resolve("live"), new ToFolder(copy), "")
                    .orElseThrow();
        }
        Instant later = Instant.now().plusSeconds(3600);
        assertThatThrownBy(() -> EmbeddedDatabase.recover(copy, null, from, later))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ends before " + later);
    }

    @Test
    void databaseThatNobodyUsesIsNotCopied() throws Exception {
        EmbeddedDatabase.start(folder.resolve("live")).close();
        assertThat(EmbeddedDatabase.copy(folder.resolve("live"), new ToFolder(folder.resolve("copy")), ""))
                .isEmpty();
    }

    private record ToFolder(Path folder) implements FileSink {
        @Override
        public void file(String name, long size, InputStream content) throws IOException {
            Path target = folder.resolve(name);
            if (name.endsWith("/")) {
                Files.createDirectories(target);
            } else {
                Files.createDirectories(target.getParent());
                assertThat(Files.copy(content, target)).isEqualTo(size);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private static void execute(EmbeddedDatabase database, String sql) {
        try (Connection connection = connect(database)) {
            connection.createStatement().execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String query(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                var row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl("moderato"), database.owner(), database.ownerPassword());
    }
}
