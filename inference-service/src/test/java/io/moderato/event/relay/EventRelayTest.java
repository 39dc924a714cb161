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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The relay with a Kafka that goes away, and a service that is stopped and started. */
class EventRelayTest {
    private static final int CONTENTS = 5;
    private static final int EVENTS = 400;

    private final JsonMapper json = JsonMapper.builder().build();
    private final String database = TestServers.newDatabase();
    private final CommunityId community = new CommunityId("relay");
    private final List<ContentId> contents = new ArrayList<>();

    @Test
    void bringsEveryEventInOrderThoughKafkaGoesAwayAndTheServiceIsStarted() throws IOException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "servers")).toAbsolutePath(), "relay");
        for (int i = 0; i < CONTENTS; i++) {
            contents.add(ContentId.next());
        }
        EmbeddedKafka kafka = EmbeddedKafka.start(folder);
        try {
            ConfigurableApplicationContext service = service(kafka);
            service.getBean(Communities.class).bootstrap(community, "Relay");
            raise(service, 0, EVENTS / 2);
            kafka.close();
            raise(service, EVENTS / 2, EVENTS * 3 / 4);
            kafka = EmbeddedKafka.start(folder);
            raise(service, EVENTS * 3 / 4, EVENTS);
            // closed in the middle of it, as far as a test can tell
            service.close();
            try (ConfigurableApplicationContext second = service(kafka)) {
                assertThat(second.isActive()).isTrue();
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
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(TestServers.clientOf(kafka), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(EventMessage.TOPIC).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
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
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.config.import=classpath:moderato-common.yaml,classpath:moderato-inference.yaml",
                "--moderato.internal.token=" + ServiceTest.TOKEN,
                "--moderato.model.cache=target/models",
                "--moderato.pipeline.publish-timeout=5s",
                "--logging.level.root=warn",
                "--spring.datasource.url=" + database));
        TestServers.settingsOf(kafka).forEach((key, value) -> arguments.add("--" + key + "=" + value));
        return new SpringApplicationBuilder(InferenceServiceApplication.class).run(arguments.toArray(String[]::new));
    }
}
