package io.moderato.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersTest {
    @TempDir
    Path folder;

    @Test
    void databaseKeepsItsDataAndIsDurable() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            try (Connection connection = connect(database)) {
                connection.createStatement().execute("CREATE TABLE kept AS SELECT 42 AS answer");
                try (var row = connection.createStatement().executeQuery("SHOW fsync")) {
                    row.next();
                    assertThat(row.getString(1)).isEqualTo("on");
                }
                try (var row = connection.createStatement().executeQuery("SHOW synchronous_commit")) {
                    row.next();
                    assertThat(row.getString(1)).isEqualTo("on");
                }
            }
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder);
                Connection connection = connect(database);
                var row = connection.createStatement().executeQuery("SELECT answer FROM kept")) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void databaseRefusesWhoeverHasNoPassword() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            String url = database.jdbcUrl("moderato");
            assertThatThrownBy(() -> DriverManager.getConnection(url, database.user(), "guessed"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void brokerKeepsItsTopics() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()))) {
            admin.createTopics(java.util.List.of(new NewTopic("kept", 2, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).contains("kept");
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl("moderato"), database.user(), database.password());
    }
}
