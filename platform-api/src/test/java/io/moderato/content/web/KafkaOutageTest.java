package io.moderato.content.web;

import static io.moderato.api.Caller.comment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.api.Answer;
import io.moderato.api.ApiProcess;
import io.moderato.api.Caller;
import io.moderato.api.Topic;
import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentStatus;
import io.moderato.content.ContentType;
import io.moderato.content.Lane;
import io.moderato.content.store.NewContent;
import io.moderato.embedded.EmbeddedKafka;
import io.moderato.embedded.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * A separate broker that goes away and comes back on the same port. Records that it missed are sent as soon as it is back, not only when
 * they are due.
 */
@DirtiesContext
@TestPropertySource(
        properties = {
            "moderato.outbox.resend-after=10m",
            "moderato.outbox.sweep-interval=200ms",
            "moderato.outbox.send-timeout=1s"
        })
class KafkaOutageTest extends ApiProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Path folder;
    private static Map<String, Object> client;

    @Autowired
    private JdbcClient jdbc;

    private EmbeddedKafka kafka;

    @DynamicPropertySource
    static void broker(DynamicPropertyRegistry registry) {
        try {
            folder = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target", "servers")).toAbsolutePath(), "outage");
            try (EmbeddedKafka first = EmbeddedKafka.start(folder)) {
                client = TestServers.clientOf(first);
                createTopics(client);
                TestServers.settingsOf(first).forEach((key, value) -> registry.add(key, () -> value));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        registry.add("spring.datasource.url", TestServers::newDatabase);
    }

    @BeforeEach
    void start() throws IOException {
        kafka = EmbeddedKafka.start(folder);
        assertThat(kafka.bootstrapServers()).isEqualTo(client.get("bootstrap.servers"));
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void acceptsContentWhileKafkaIsDownAndDeliversItLater() throws IOException {
        Caller caller = caller();
        kafka.close();
        Instant start = Instant.now();
        Answer single = caller.post("/api/v1/content", comment("o-1", "posted during the outage"));
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            items.add(comment("o-batch-" + i, "Text " + i));
        }
        Answer batch = caller.post("/api/v1/content/batch", Map.of("items", items));

        assertThat(single.status()).isEqualTo(202);
        assertThat(batch.json().at("/accepted").asInt()).isEqualTo(200);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));

        await().atMost(PATIENCE).until(() -> caller.get("/actuator/health").status() == 503);
        assertThat(caller.get("/actuator/health/readiness").status()).isEqualTo(200);
        List<String> ids = new ArrayList<>(List.of(single.text("/id")));
        batch.json().at("/outcomes").forEach(each -> ids.add(each.at("/id").asString()));
        kafka = EmbeddedKafka.start(folder);
        try (Topic topic = new Topic(client, Lane.QUICK.topic())) {
            await().atMost(PATIENCE)
                    .until(() -> ids.stream().noneMatch(id -> topic.of(id).isEmpty()));
        }
        await().atMost(PATIENCE).until(() -> caller.get("/actuator/health").status() == 200);
    }

    @Test
    void sendsAnOldRevisionThatKafkaNeverGotAndThenLetsItWait() {
        CommunityId community = community();
        Content old = submitted(community, "old", "x");
        jdbc.sql("UPDATE content SET submitted_at = now() - interval '30 minutes', resend_at = now() WHERE id = ?")
                .param(old.id().value())
                .update();

        try (Topic topic = new Topic(client, Lane.QUICK.topic())) {
            await().atMost(PATIENCE).until(() -> !topic.of(old.id().toString()).isEmpty());
        }
        await().atMost(PATIENCE).until(() -> isNotedAsSent(old.id()));
    }

    @Test
    void givesUpOnWhatKafkaNeverTakesAndGoesOnWithTheRest() {
        CommunityId community = community();
        Content huge = submitted(community, "huge", "x".repeat(5 * 1024 * 1024));
        Content next = submitted(community, "next", "small");

        try (Topic topic = new Topic(client, Lane.QUICK.topic())) {
            await().atMost(PATIENCE).until(() -> !topic.of(next.id().toString()).isEmpty());
            await().atMost(PATIENCE)
                    .until(() -> contents.find(huge.id(), 1).orElseThrow().status() == ContentStatus.FAILED);
            assertThat(topic.of(huge.id().toString())).isEmpty();
        }
    }

    @Test
    void sendsAgainWhatThePipelineWorkedPastAndNotWhatOnlyWaits() throws Exception {
        CommunityId community = community();
        String waiting = caller(community, ALL_SCOPES, 1000)
                .post("/api/v1/content", comment("waiting", "It waits for the pipeline."))
                .text("/id");
        ContentId id = ContentId.parse(waiting);
        await().atMost(PATIENCE).until(() -> isNotedAsSent(id));
        jdbc.sql("UPDATE content SET sent_at = now() - interval '1 hour' WHERE id = ?")
                .param(id.value())
                .update();
        try (Topic topic = new Topic(client, Lane.QUICK.topic())) {
            Content marker = submitted(community, "marker", "The sweeper has been here since.");
            await().atMost(PATIENCE)
                    .until(() -> !topic.of(marker.id().toString()).isEmpty());
            assertThat(topic.of(waiting)).hasSize(1);

            workPastEverything();
            await().atMost(PATIENCE).until(() -> topic.of(waiting).size() == 2);
        }
        await().atMost(PATIENCE).until(() -> isNotedAsSent(id));
    }

    private boolean isNotedAsSent(ContentId id) {
        return jdbc.sql("SELECT sent_at IS NOT NULL AND resend_at = 'infinity' FROM content WHERE id = ?")
                .param(id.value())
                .query(Boolean.class)
                .single();
    }

    /** Makes it look as if the pipeline had consumed all records of the topics. */
    private static void workPastEverything() throws Exception {
        try (Admin admin = Admin.create(client)) {
            for (Lane lane : Lane.values()) {
                Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
                for (int partition = 0; partition < 2; partition++) {
                    partitions.put(new TopicPartition(lane.topic(), partition), OffsetSpec.latest());
                }
                Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
                admin.listOffsets(partitions)
                        .all()
                        .get()
                        .forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end.offset())));
                admin.alterConsumerGroupOffsets(lane.group("moderato-inference"), ends)
                        .all()
                        .get();
            }
        }
    }

    /** A content that is due for the sweeper at once. */
    private Content submitted(CommunityId community, String externalId, String text) {
        return contents.submit(
                        community,
                        List.of(new NewContent(
                                externalId,
                                new Author("a", null),
                                ContentType.COMMENT,
                                text,
                                List.of(),
                                null,
                                null,
                                null,
                                null)),
                        Duration.ZERO)
                .getFirst()
                .content();
    }
}
