package io.moderato.event.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.community.CommunityId;
import io.moderato.community.store.Communities;
import io.moderato.content.ContentId;
import io.moderato.embedded.EmbeddedKafka;
import io.moderato.embedded.TestServers;
import io.moderato.event.Event;
import io.moderato.event.EventMessage;
import io.moderato.event.EventType;
import io.moderato.event.store.Events;
import io.moderato.inference.InferenceServiceApplication;
import io.moderato.inference.ServiceTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The relay with a Kafka that goes away, and a process that is killed while it relays. */
class EventRelayTest {
    private static final int CONTENTS = 5;
    private static final int WHILE_KAFKA_COMES_AND_GOES = 400;
    /** So many that the relay is still at it when it is killed. */
    private static final int WHILE_IT_IS_KILLED = 50_000;

    private static final int EVENTS = WHILE_KAFKA_COMES_AND_GOES + WHILE_IT_IS_KILLED;

    private final JsonMapper json = JsonMapper.builder().build();
    private final String database = TestServers.newDatabase();
    private final CommunityId community = new CommunityId("relay");
    private final List<ContentId> contents = new ArrayList<>();

    @Test
    void bringsEveryEventInOrderThoughKafkaGoesAwayAndTheRelayIsKilled() throws Exception {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "servers")).toAbsolutePath(), "relay");
        for (int i = 0; i < CONTENTS; i++) {
            contents.add(ContentId.next());
        }
        EmbeddedKafka kafka = EmbeddedKafka.start(folder);
        try {
            ConfigurableApplicationContext service = service(kafka);
            service.getBean(Communities.class).bootstrap(community, "Relay");
            raise(service, 0, WHILE_KAFKA_COMES_AND_GOES / 2);
            kafka.close();
            raise(service, WHILE_KAFKA_COMES_AND_GOES / 2, WHILE_KAFKA_COMES_AND_GOES * 3 / 4);
            kafka = EmbeddedKafka.start(folder);
            raise(service, WHILE_KAFKA_COMES_AND_GOES * 3 / 4, WHILE_KAFKA_COMES_AND_GOES);
            service.close();
            raiseMany(WHILE_KAFKA_COMES_AND_GOES, EVENTS);
            killWhileItRelays(kafka);
            try (ConfigurableApplicationContext second = service(kafka)) {
                Map<String, List<String>> seen = seen(kafka);
                assertThat(seen).hasSize(CONTENTS);
                seen.forEach((content, subjects) -> {
                    List<String> once = subjects.stream().distinct().toList();
                    assertThat(once)
                            .as("order of " + content)
                            .isEqualTo(once.stream()
                                    .sorted(Comparator.comparingInt(Integer::parseInt))
                                    .toList());
                });
            }
        } finally {
            kafka.close();
        }
    }

    /** The events by content, read until each has come at least once; what is repeated has the same id. */
    private Map<String, List<String>> seen(EmbeddedKafka kafka) {
        Map<String, List<String>> byContent = new HashMap<>();
        Map<String, String> ids = new HashMap<>();
        try (KafkaConsumer<String, String> consumer = consumer(kafka)) {
            long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (ids.size() < EVENTS && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    EventMessage message = json.readValue(record.value(), EventMessage.class);
                    if (message.type().equals(EventType.CASE_CLAIMED.key())) {
                        assertThat(record.key()).isEqualTo(String.valueOf(message.content()));
                        String before = ids.put(message.id(), message.subject());
                        assertThat(before == null || before.equals(message.subject()))
                                .isTrue();
                        byContent
                                .computeIfAbsent(record.key(), key -> new ArrayList<>())
                                .add(message.subject());
                    }
                }
            }
        }
        assertThat(ids).hasSize(EVENTS);
        return byContent;
    }

    /** Reads the topic from its beginning. */
    private static KafkaConsumer<String, String> consumer(EmbeddedKafka kafka) {
        KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(TestServers.clientOf(kafka), new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(EventMessage.TOPIC).stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    /** Many events at once, in the order of their numbers, while nothing relays. */
    private void raiseMany(int from, int to) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO event (type, community_id, content_id, subject)
                        SELECT ?, ?, (?::uuid[])[1 + s.n % ?], s.n::text FROM generate_series(?, ?) AS s (n) ORDER BY s.n
                        """)) {
            insert.setString(1, EventType.CASE_CLAIMED.key());
            insert.setString(2, community.value());
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "text", contents.stream().map(ContentId::toString).toArray()));
            insert.setInt(4, CONTENTS);
            insert.setInt(5, from);
            insert.setInt(6, to - 1);
            insert.executeUpdate();
        }
    }

    /** Starts a process of its own, kills it as soon as Kafka has some of the many, and sees that it had more to do. */
    private void killWhileItRelays(EmbeddedKafka kafka) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                InferenceServiceApplication.class.getName()));
        command.addAll(arguments(kafka));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "killed-relay.log").toFile())
                .start();
        try (KafkaConsumer<String, String> consumer = consumer(kafka)) {
            Set<String> seen = new HashSet<>();
            long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (seen.size() <= WHILE_KAFKA_COMES_AND_GOES && process.isAlive() && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(20))
                        .forEach(record -> seen.add(record.topic() + record.partition() + "/" + record.offset()));
            }
            process.destroyForcibly().waitFor();
            assertThat(seen).hasSizeGreaterThan(WHILE_KAFKA_COMES_AND_GOES);
        } finally {
            process.destroyForcibly();
        }
        assertThat(waiting())
                .as("events that the killed process had still to relay")
                .isPositive();
    }

    private int waiting() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*) FROM event e, event_listener l WHERE (e.tx, e.seq) > (l.tx, l.seq)")) {
            row.next();
            return row.getInt(1);
        }
    }

    private void raise(ConfigurableApplicationContext service, int from, int to) {
        Events events = service.getBean(Events.class);
        TransactionTemplate transaction = service.getBean(TransactionTemplate.class);
        for (int i = from; i < to; i++) {
            Event event = new Event(
                    EventType.CASE_CLAIMED, community, contents.get(i % CONTENTS), Integer.toString(i), Map.of());
            transaction.executeWithoutResult(status -> events.raise(event));
        }
    }

    private ConfigurableApplicationContext service(EmbeddedKafka kafka) {
        return new SpringApplicationBuilder(InferenceServiceApplication.class)
                .run(arguments(kafka).toArray(String[]::new));
    }

    private List<String> arguments(EmbeddedKafka kafka) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.config.import=classpath:moderato-common.yaml,classpath:moderato-inference.yaml",
                "--moderato.internal.token=" + ServiceTest.TOKEN,
                "--moderato.model.cache=target/models",
                "--moderato.pipeline.publish-timeout=5s",
                // so that the killed process is soon no member of the consumer group any more, and the next one stops
                // at once
                "--spring.kafka.consumer.properties.session.timeout.ms=6000",
                "--logging.level.root=warn",
                "--spring.datasource.url=" + database));
        TestServers.settingsOf(kafka).forEach((key, value) -> arguments.add("--" + key + "=" + value));
        return arguments;
    }
}
