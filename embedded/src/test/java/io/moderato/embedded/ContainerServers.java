package io.moderato.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL and Kafka from their images. Testcontainers stops them when the process ends, however it ends. */
final class ContainerServers implements Servers {
    private static final String POSTGRES = "postgres";
    private static final String KAFKA = "apache/kafka";
    private static final String SERVICE = "moderato";

    private @Nullable PostgreSQLContainer database;
    private @Nullable KafkaContainer kafka;

    @Override
    public synchronized String newDatabase(String name) {
        if (database == null) {
            database = new PostgreSQLContainer(image("moderato.test.postgres-image", POSTGRES, POSTGRES + ":18"));
            database.start();
            execute(database, "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(SERVICE, database.getPassword()));
        }
        execute(database, "CREATE DATABASE " + name);
        return url(database, name);
    }

    private static void execute(PostgreSQLContainer database, String command) {
        try (Connection connection = DriverManager.getConnection(url(database, database.getDatabaseName()));
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public synchronized Map<String, String> serviceLogin() {
        return Map.of(USER, SERVICE, PASSWORD, Objects.requireNonNull(database).getPassword());
    }

    @Override
    public synchronized Map<String, String> kafkaClient() {
        if (kafka == null) {
            // as the embedded broker is set up
            kafka = new KafkaContainer(image("moderato.test.kafka-image", KAFKA, KAFKA + ":4.2.1"))
                    .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                    .withEnv("KAFKA_MESSAGE_MAX_BYTES", Integer.toString(4 << 20));
            kafka.start();
        }
        return Map.of(BOOTSTRAP, kafka.getBootstrapServers());
    }

    private static DockerImageName image(String property, String of, String usual) {
        return DockerImageName.parse(System.getProperty(property, usual)).asCompatibleSubstituteFor(of);
    }

    private static String url(PostgreSQLContainer database, String name) {
        return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
                .formatted(
                        database.getHost(),
                        database.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                        name,
                        database.getUsername(),
                        database.getPassword());
    }
}
