package io.moderato;

import io.moderato.embedded.TestServers;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The API with the real PostgreSQL and the real Kafka that all tests of this module share. */
public abstract class ApiTest extends ApiProcess {
    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", Servers::database);
        registry.add("spring.kafka.bootstrap-servers", Servers::kafka);
    }

    /** The shared broker, with the topics that the API sends to. */
    public static String kafkaWithTopics() {
        return Servers.kafka();
    }

    /** One database and the topics for all tests of this module. */
    private static final class Servers {
        private static String database;
        private static boolean topics;

        static synchronized String database() {
            if (database == null) {
                database = TestServers.newDatabase();
            }
            return database;
        }

        static synchronized String kafka() {
            if (!topics) {
                createTopics(TestServers.kafka());
                topics = true;
            }
            return TestServers.kafka();
        }
    }
}
