package io.moderato.api;

import io.moderato.embedded.TestServers;
import java.util.Map;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The API with the real PostgreSQL and the real Kafka that all tests of this module share. */
public abstract class ApiTest extends ApiProcess {
    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        Servers.database().forEach((key, value) -> registry.add(key, () -> value));
        // a context that waits for its next test needs no connections
        registry.add("spring.datasource.hikari.minimum-idle", () -> 2);
        registry.add("spring.datasource.hikari.idle-timeout", () -> 10_000);
        // a moderator's decision in a test is final at once
        registry.add("moderato.review.undo-period", () -> "0s");
        kafkaWithTopics(registry);
    }

    /** Points the API at the shared broker, with the topics that it sends to. */
    public static void kafkaWithTopics(DynamicPropertyRegistry registry) {
        Servers.kafka().forEach((key, value) -> registry.add(key, () -> value));
    }

    /** One database and the topics for all tests of this module. */
    private static final class Servers {
        private static Map<String, String> database;
        private static boolean topics;

        static synchronized Map<String, String> database() {
            if (database == null) {
                database = TestServers.databaseSettings(TestServers.newDatabase());
            }
            return database;
        }

        static synchronized Map<String, String> kafka() {
            if (!topics) {
                createTopics(TestServers.kafkaClient());
                topics = true;
            }
            return TestServers.kafkaSettings();
        }
    }
}
