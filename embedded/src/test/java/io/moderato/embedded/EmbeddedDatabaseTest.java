package io.moderato.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void keepsItsDataAndIsDurable() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            execute(database, "CREATE TABLE kept AS SELECT 42 AS answer");
            assertThat(query(database, "SHOW fsync")).isEqualTo("on");
            assertThat(query(database, "SHOW synchronous_commit")).isEqualTo("on");
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(query(database, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void refusesWhoeverHasNoPassword() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            String url = database.jdbcUrl("moderato");
            assertThatThrownBy(() -> DriverManager.getConnection(url, database.owner(), "guessed"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void runsFromItsOwnFolderWhereOthersHaveNoRight() throws Exception {
        Path place = folder.resolve("new");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(place)) {
            execute(database, "CREATE TABLE numbers AS SELECT n FROM generate_series(1, 10000) AS n");

            assertThat(server(place).info().command().orElseThrow())
                    .isEqualTo(place.resolve("programs/bin/postgres").toString());
            assertThat(Rights.ofOthersIn(place)).isEmpty();
            assertThat(query(database, "SHOW unix_socket_directories"))
                    .as("sockets in the folder for temporary files")
                    .isEmpty();
        }
    }

    @Test
    void takesFromOthersTheRightsThatAnEarlierVersionLeftThem() throws Exception {
        EmbeddedDatabase.start(folder).close();
        Rights.openToAll(folder);

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(query(database, "SELECT 1")).isEqualTo("1");
            assertThat(Rights.ofOthersIn(folder)).isEmpty();
        }
    }

    @Test
    void refusesAFolderOfAnotherUser() throws Exception {
        Path foreign = folder.resolve("foreign");
        if (OwnerOnly.userId() == 0) {
            Files.createDirectory(foreign);
            Files.setAttribute(foreign, "unix:uid", 65534);
        } else {
            foreign = Path.of("/usr");
        }
        Path theirs = foreign;
        assertThatThrownBy(() -> EmbeddedDatabase.start(theirs))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(theirs.toString());
    }

    @Test
    void closesAServerThatTrustsEverybody() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            execute(database, "ALTER ROLE postgres PASSWORD NULL");
        }
        Files.writeString(folder.resolve("data/pg_hba.conf"), "host all all 127.0.0.1/32 trust\n");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            String url = database.jdbcUrl("moderato");
            assertThatThrownBy(() -> DriverManager.getConnection(url, database.owner(), "guessed"))
                    .isInstanceOf(SQLException.class);
            assertThat(query(database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void serverThatIsKilledServesAgainAtTheSameAddressWithAllItsData() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            execute(database, "CREATE TABLE kept AS SELECT 42 AS answer");
            ProcessHandle killed = server(folder);
            String url = database.jdbcUrl("moderato");

            killed.destroyForcibly();

            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> server(folder).pid() != killed.pid());
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> query(database, "SELECT answer FROM kept").equals("42"));
            assertThat(database.jdbcUrl("moderato")).isEqualTo(url);
            assertThat(database.givenUp().toCompletableFuture()).isNotDone();
        }
        assertThat(folder.resolve("data/postmaster.pid")).as("closed after all").doesNotExist();
    }

    @Test
    void serverThatDoesNotStartAnyMoreIsGivenUpWithWords() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            Files.writeString(folder.resolve("data/postgresql.conf"), "shared_buffers = nonsense");

            server(folder).destroyForcibly();

            String why = database.givenUp().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(why).contains(folder.resolve("postgresql.log").toString());
        }
    }

    @Test
    void stopsAServerThatWasLeftBehind() throws Exception {
        EmbeddedDatabase first = EmbeddedDatabase.start(folder);
        try {
            execute(first, "CREATE TABLE kept AS SELECT 42 AS answer");
            try (EmbeddedDatabase second = EmbeddedDatabase.start(folder)) {
                assertThat(query(second, "SELECT answer FROM kept")).isEqualTo("42");
            }
        } finally {
            first.close();
        }
    }

    private static ProcessHandle server(Path folder) throws IOException {
        String pid = Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database)) {
            connection.createStatement().execute(sql);
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
