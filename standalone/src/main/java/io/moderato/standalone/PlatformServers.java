package io.moderato.standalone;

import io.moderato.embedded.EmbeddedDatabase;
import io.moderato.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The PostgreSQL and the Kafka that a platform runs on. */
final class PlatformServers {
    private static final String DATABASE = "moderato";

    private final EmbeddedDatabase database;
    private final EmbeddedKafka kafka;
    private final String databaseUrl;

    private PlatformServers(EmbeddedDatabase database, EmbeddedKafka kafka, String databaseUrl) {
        this.database = database;
        this.kafka = kafka;
        this.databaseUrl = databaseUrl;
    }

    /**
     * Starts both, side by side, on the data in that folder.
     *
     * @param below receives each server that was started, also if the other one does not start
     * @throws StartFailure if one does not start
     */
    static PlatformServers start(Path folder, Deque<AutoCloseable> below) {
        FutureTask<EmbeddedKafka> kafkaStart = new FutureTask<>(() -> EmbeddedKafka.start(folder.resolve("kafka")));
        Thread.ofPlatform().name("kafka-start").start(kafkaStart);
        EmbeddedDatabase database;
        String url;
        EmbeddedKafka kafka;
        try {
            database = EmbeddedDatabase.start(folder.resolve("postgres"));
            below.push(database);
            url = database.jdbcUrl(DATABASE);
        } catch (IOException | SQLException failed) {
            throw new StartFailure("The embedded PostgreSQL did not start: " + failed.getMessage(), failed);
        } finally {
            kafka = started(kafkaStart, below);
        }
        return new PlatformServers(database, kafka, url);
    }

    /** The names of {@link #properties}. */
    static Set<String> propertyNames() {
        return Stream.concat(
                        Stream.of(
                                "spring.datasource.url",
                                "spring.datasource.username",
                                "spring.datasource.password",
                                "moderato.database.schema.user",
                                "moderato.database.schema.password",
                                "spring.kafka.bootstrap-servers"),
                        EmbeddedKafka.clientPropertyNames().stream().map(PlatformServers::ofKafka))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The properties with which the services reach both servers, with the secrets. */
    Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("spring.datasource.url", databaseUrl);
        properties.put("spring.datasource.username", database.user());
        properties.put("spring.datasource.password", database.password());
        properties.put("moderato.database.schema.user", database.owner());
        properties.put("moderato.database.schema.password", database.ownerPassword());
        properties.put("spring.kafka.bootstrap-servers", kafka.bootstrapServers());
        kafka.clientProperties().forEach((key, value) -> properties.put(ofKafka(key), value));
        return properties;
    }

    private static String ofKafka(String clientProperty) {
        return "spring.kafka.properties." + clientProperty;
    }

    /** The database, for backups. */
    EmbeddedDatabase database() {
        return database;
    }

    /** Completes with the cause when a server died and is not started again. */
    CompletionStage<String> givenUp() {
        return database.givenUp();
    }

    private static EmbeddedKafka started(FutureTask<EmbeddedKafka> start, Deque<AutoCloseable> below) {
        try {
            EmbeddedKafka kafka = start.get();
            below.push(kafka);
            return kafka;
        } catch (ExecutionException failed) {
            throw new StartFailure("The embedded Kafka did not start: " + StartFailure.firstCause(failed), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Stopped while starting.", stopped);
        }
    }
}
