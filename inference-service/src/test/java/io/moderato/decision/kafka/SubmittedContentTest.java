package io.moderato.decision.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moderato.community.store.Communities;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentStatus;
import io.moderato.content.ContentSubmitted;
import io.moderato.content.ContentType;
import io.moderato.content.Lane;
import io.moderato.content.store.Contents;
import io.moderato.content.store.NewContent;
import io.moderato.content.store.Submission;
import io.moderato.decision.Category;
import io.moderato.decision.Decision;
import io.moderato.decision.Outcome;
import io.moderato.decision.inference.CallQueue;
import io.moderato.decision.inference.PipelineSettings;
import io.moderato.decision.pipeline.Pipeline;
import io.moderato.decision.pipeline.Samples;
import io.moderato.decision.store.Decisions;
import io.moderato.embedded.TestServers;
import io.moderato.event.relay.RecentDecisions;
import io.moderato.inference.ServiceTest;
import io.moderato.operations.trace.Traces;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.store.Blocklists;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.BatchMessageListener;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class SubmittedContentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    Communities communities;

    @Autowired
    Blocklists blocklists;

    @Autowired
    Contents contents;

    @Autowired
    Decisions decisions;

    @Autowired
    KafkaTemplate<String, String> kafka;

    @Autowired
    Pipeline pipeline;

    @Autowired
    SubmittedReader reader;

    @Autowired
    DeadLetterSender publisher;

    @Autowired
    RecentDecisions recent;

    @Autowired
    PipelineSettings settings;

    @Autowired
    CallQueue calls;

    @Autowired
    @Qualifier(ContentKafkaConfiguration.SUBMITTED_FACTORY)
    ConcurrentKafkaListenerContainerFactory<String, String> listeners;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    @Value("${spring.datasource.url}")
    String databaseUrl;

    private DecidedTopic decided;

    @BeforeEach
    void community() {
        communities.bootstrap(Samples.COMMUNITY, "Test");
        blocklists.bootstrap(
                Samples.COMMUNITY,
                "banned",
                RuleKind.KEYWORD,
                Category.INSULT,
                RuleAction.REJECT,
                List.of("flibbertigibbet"));
        blocklists.bootstrap(
                Samples.COMMUNITY,
                "doubtful",
                RuleKind.KEYWORD,
                Category.SPAM,
                RuleAction.REVIEW,
                List.of("snollygoster"));
        decided = new DecidedTopic();
    }

    @AfterEach
    void close() {
        decided.close();
    }

    @Test
    void decidesStoresAndPublishesWhatWasSubmitted() throws Exception {
        Content harmless = stored("The weather is nice today.");
        Content banned = stored("You flibb3rtigibbet!");
        Content doubtful = stored("What a snollygoster.");
        submit(harmless, banned, doubtful);

        Decision decision = decisionAbout(banned);
        assertThat(decision.result().outcome()).isEqualTo(Outcome.REJECT);
        assertThat(decision.automatic()).isTrue();
        assertThat(decision.result().provenance().rule()).isEqualTo("banned: flibbertigibbet");
        assertThat(decision.result().matches()).singleElement().satisfies(match -> {
            assertThat(match.start()).isEqualTo(4);
            assertThat(match.end()).isEqualTo(19);
        });
        Decision scored = decisionAbout(harmless);
        assertThat(scored.result().scores().byCategory()).isNotEmpty();
        assertThat(scored.result().provenance().models()).hasSize(1);
        assertThat(scored.result().provenance().policyVersion()).isEqualTo(1);
        assertThat(status(harmless)).isEqualTo(ContentStatus.DECIDED);

        assertThat(decisionAbout(doubtful).result().outcome()).isEqualTo(Outcome.REVIEW);
        assertThat(openCases(doubtful.id())).isEqualTo(1);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(decided.about(banned.id())).hasSize(1);
            assertThat(decided.about(harmless.id())).containsExactly(scored);
        });
    }

    @Test
    void decidesWhatComesByAnyLane() {
        for (Lane lane : Lane.values()) {
            Content content = stored("It comes by the lane " + lane);
            kafka.send(
                    lane.topic(),
                    content.id().toString(),
                    json.writeValueAsString(new ContentSubmitted(content, null)));
            assertThat(decisionAbout(content).automatic()).isTrue();
        }
    }

    @Test
    void leavesTheRestOfABatchWhenTheProcessStopsAndGoesOnWhereItWas() {
        List<Content> contents = IntStream.range(0, 3)
                .mapToObj(i -> stored("Number " + i + " is long. " + "The weather is nice today. ".repeat(2300)))
                .toList();
        List<ConsumerRecord<String, String>> records = contents.stream()
                .map(content -> new ConsumerRecord<>(
                        "t",
                        0,
                        0,
                        content.id().toString(),
                        json.writeValueAsString(new ContentSubmitted(content, null))))
                .toList();
        AtomicReference<SubmittedBatch> running = new AtomicReference<>();
        Pipeline stoppedAtWork = Samples.pipeline(asked -> {
            running.get().stop();
            return pipeline.moderate(asked);
        });
        running.set(batch(stoppedAtWork));

        assertThat(running.get().process(records)).isFalse();
        assertThat(decisions.automaticAbout(contents)).hasSize(1);

        assertThat(batch(pipeline).process(records)).isTrue();
        assertThat(decisions.automaticAbout(contents)).hasSize(3);
    }

    private SubmittedBatch batch(Pipeline deciding) {
        return new SubmittedBatch(
                reader,
                deciding,
                decisions,
                recent,
                publisher,
                new Isolation(deciding, settings),
                calls,
                settings,
                Traces.off(),
                new SimpleMeterRegistry());
    }

    @Test
    void aGroupThatComesForTheFirstTimeBeginsWithWhatIsThere() throws Exception {
        Content before = stored("Submitted before anybody listened.");
        submit(before);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        var container = listeners.createContainer(ContentSubmitted.TOPIC);
        container.getContainerProperties().setGroupId("new-" + UUID.randomUUID());
        container.getContainerProperties().setMessageListener((BatchMessageListener<String, String>)
                records -> records.forEach(each -> seen.add(each.key())));

        container.start();
        try {
            await().atMost(PATIENCE).until(() -> seen.contains(before.id().toString()));
        } finally {
            container.stop();
        }
    }

    @Test
    void keepsOneDecisionAndTellsItOnceHoweverOftenARevisionComes() throws Exception {
        Content content = stored("Delivered again and again.");
        submit(content, content);
        Decision first = decisionAbout(content);
        await().atMost(PATIENCE).until(() -> !decided.about(content.id()).isEmpty());

        Content later = stored("Something that is decided after it.");
        submit(content, content, content, later);
        await().atMost(PATIENCE).until(() -> !decided.about(later.id()).isEmpty());
        assertThat(decided.about(content.id())).containsExactly(first);
        assertThat(decisions.history(content.id())).containsExactly(first);
    }

    @Test
    void putsBrokenRecordsAmongTheDeadLettersWhileTheRestGoesOn() throws Exception {
        List<Content> good = IntStream.range(0, 20)
                .mapToObj(i -> stored("A good one, number " + i))
                .toList();
        Content neverStored = Samples.content("Nobody stored me.");
        ContentId unreadable = ContentId.next();
        List<Object> sent = new ArrayList<>();
        for (Content content : good.subList(0, 10)) {
            sent.add(send(content));
        }
        kafka.send(ContentSubmitted.TOPIC, unreadable.toString(), "{\"content\":{\"text\":\"half")
                .get(10, TimeUnit.SECONDS);
        kafka.send(
                        ContentSubmitted.TOPIC,
                        "no id",
                        "{\"content\":{\"revision\":1,\"images\":[],\"text\":\"no more than this\"}}")
                .get(10, TimeUnit.SECONDS);
        send(neverStored);
        for (Content content : good.subList(10, 20)) {
            sent.add(send(content));
        }

        good.forEach(this::decisionAbout);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(causes("record_key = '" + unreadable + "'"))
                    .singleElement()
                    .asString()
                    .startsWith("Not a submitted content")
                    .doesNotContain("half");
            assertThat(causes("record_key = 'no id'")).containsExactly("content.id is missing");
            assertThat(causes("content_id = '" + neverStored.id() + "'"))
                    .singleElement()
                    .asString()
                    .contains("no such content");
        });
        assertThat(jdbc.sql("SELECT payload FROM dead_letter WHERE record_key = 'no id' AND topic = ?")
                        .param(ContentSubmitted.TOPIC)
                        .query(String.class)
                        .list())
                .containsExactly("{\"content\":{\"revision\":1,\"images\":[],\"text\":\"no more than this\"}}");
        assertThat(decisions.history(neverStored.id())).isEmpty();
    }

    @Test
    void marksTheRevisionFailedWhoseRecordIsBroken() throws Exception {
        Content content = stored("My record will lack most of it.");
        sendWithoutText(content);
        await().atMost(PATIENCE).until(() -> status(content) == ContentStatus.FAILED);
    }

    /** Sends a record that names the content and lacks everything else. */
    private void sendWithoutText(Content content) throws Exception {
        kafka.send(
                        ContentSubmitted.TOPIC,
                        content.id().toString(),
                        "{\"content\":{\"id\":\"%s\",\"revision\":1}}".formatted(content.id()))
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void sendsADeadLetterAgainOnceAnAdminAsksForIt() throws Exception {
        Content content = stored("My record is broken, and stays so.");
        sendWithoutText(content);
        String letters = "record_key = '" + content.id() + "'";
        await().atMost(PATIENCE).until(() -> causes(letters).size() == 1);
        jdbc.sql("UPDATE dead_letter SET replayed_at = now(), replayed_by = 'admin' WHERE " + letters)
                .update();
        // it fails again, as another record of the same topic
        await().atMost(PATIENCE).until(() -> causes(letters).size() == 2);
        assertThat(causes(letters + " AND sent_at IS NOT NULL")).hasSize(1);
    }

    @Test
    void leavesQueuedWhatARecordOfGarbageCannotName() throws Exception {
        Content content = stored("My record will be garbage; the sweeper sends a good one.");
        kafka.send(ContentSubmitted.TOPIC, content.id().toString(), "garbage \0 in")
                .get(10, TimeUnit.SECONDS);
        await().atMost(PATIENCE)
                .until(() -> !causes("content_id = '" + content.id() + "'").isEmpty());
        assertThat(status(content)).isEqualTo(ContentStatus.QUEUED);
    }

    @Test
    void triesAgainWhileTheDatabaseIsAwayAndLosesNothing() throws Exception {
        Content before = stored("Before the outage.");
        submit(before);
        decisionAbout(before);
        List<Content> during = IntStream.range(0, 30)
                .mapToObj(i -> stored("During the outage, number " + i))
                .toList();
        int deadBefore = jdbc.sql("SELECT count(*) FROM dead_letter")
                .query(Integer.class)
                .single();

        String name = databaseUrl.replaceAll(".*/(test_\\d+)$", "$1");
        try (Connection other = DriverManager.getConnection(TestServers.newDatabase())) {
            other.createStatement().execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
            try {
                other.createStatement()
                        .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name
                                + "'");
                submit(during.toArray(Content[]::new));
                await().during(Duration.ofSeconds(2))
                        .atMost(PATIENCE)
                        .until(() -> during.stream()
                                .allMatch(content -> decided.about(content.id()).isEmpty()));
            } finally {
                other.createStatement().execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
            }
        }

        during.forEach(this::decisionAbout);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(during)
                        .allMatch(content -> decided.about(content.id()).size() >= 1));
        assertThat(during).allMatch(content -> decisions.history(content.id()).size() == 1);
        assertThat(jdbc.sql("SELECT count(*) FROM dead_letter")
                        .query(Integer.class)
                        .single())
                .isEqualTo(deadBefore);
    }

    private Content stored(String text) {
        NewContent fresh = new NewContent(
                UUID.randomUUID().toString(),
                new Author("author", null),
                ContentType.COMMENT,
                text,
                List.of(),
                null,
                null,
                null,
                null);
        Submission submission = contents.submit(Samples.COMMUNITY, List.of(fresh), Duration.ofHours(1))
                .getFirst();
        return submission.content();
    }

    private void submit(Content... all) throws Exception {
        for (Content content : all) {
            send(content);
        }
    }

    private Object send(Content content) throws Exception {
        return kafka.send(
                        ContentSubmitted.TOPIC,
                        content.id().toString(),
                        json.writeValueAsString(new ContentSubmitted(content, "request-1")))
                .get(10, TimeUnit.SECONDS);
    }

    private Decision decisionAbout(Content content) {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> decisions.history(content.id()), history -> !history.isEmpty())
                .getFirst();
    }

    private ContentStatus status(Content content) {
        return ContentStatus.valueOf(jdbc.sql("SELECT status FROM content WHERE id = ?")
                .param(content.id().value())
                .query(String.class)
                .single());
    }

    private int openCases(ContentId content) {
        return jdbc.sql("SELECT count(*) FROM review_case WHERE content_id = ? AND state = 'OPEN'")
                .param(content.value())
                .query(Integer.class)
                .single();
    }

    private List<String> causes(String condition) {
        return jdbc.sql("SELECT cause FROM dead_letter WHERE " + condition)
                .query(String.class)
                .list();
    }
}
