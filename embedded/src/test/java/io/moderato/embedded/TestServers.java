package io.moderato.embedded;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One PostgreSQL and one Kafka for all tests of a process, started when first asked for and stopped at its end. {@link ServerChoice} says
 * whether they are in containers or in this process; tests do not know.
 */
public final class TestServers {
    private static final Pattern OWNER =
            Pattern.compile("(?<place>[^?]+)\\?user=(?<user>[^&]+)&password=(?<password>.+)");
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Servers SERVERS = ServerChoice.ofThisProcess().servers();

    private TestServers() {}

    /** The JDBC URL of a new, empty database; it carries its owner and the owner's password. */
    public static String newDatabase() {
        return SERVERS.newDatabase("test_" + DATABASES.incrementAndGet());
    }

    /** That database as properties of a Spring application, which works with it as a service does: without owning anything in it. */
    public static Map<String, String> databaseSettings(String url) {
        Map<String, String> service = SERVERS.serviceLogin();
        Matcher owner = OWNER.matcher(url);
        if (!owner.matches()) {
            throw new IllegalArgumentException("Not the URL of a test's database");
        }
        return Map.of(
                "spring.datasource.url", owner.group("place"),
                "spring.datasource.username", String.valueOf(service.get(Servers.USER)),
                "spring.datasource.password", String.valueOf(service.get(Servers.PASSWORD)),
                "moderato.database.schema.user", owner.group("user"),
                "moderato.database.schema.password", owner.group("password"));
    }

    /** What a client of the broker needs: where it is, and how to log in. */
    public static Map<String, Object> kafkaClient() {
        return new HashMap<>(SERVERS.kafkaClient());
    }

    /** The broker as properties of a Spring application. */
    public static Map<String, String> kafkaSettings() {
        return settings(SERVERS.kafkaClient());
    }

    /** What a client of that broker needs: where it is, and how to log in. For tests that stop and start a broker of their own. */
    public static Map<String, Object> clientOf(EmbeddedKafka broker) {
        return new HashMap<>(EmbeddedServers.client(broker));
    }

    /** That broker as properties of a Spring application. */
    public static Map<String, String> settingsOf(EmbeddedKafka broker) {
        return settings(EmbeddedServers.client(broker));
    }

    private static Map<String, String> settings(Map<String, String> client) {
        Map<String, String> settings = new HashMap<>();
        client.forEach((key, value) -> settings.put(
                key.equals(Servers.BOOTSTRAP) ? "spring.kafka.bootstrap-servers" : "spring.kafka.properties." + key,
                value));
        return settings;
    }
}
