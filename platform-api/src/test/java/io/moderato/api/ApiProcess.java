package io.moderato.api;

import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Scope;
import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.content.Lane;
import io.moderato.content.store.Contents;
import io.moderato.database.Columns;
import io.moderato.decision.ContentDecided;
import io.moderato.decision.Outcome;
import io.moderato.decision.store.AutomaticDecision;
import io.moderato.decision.store.Decisions;
import io.moderato.policy.DefaultPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The API on a real port. Subclasses choose the PostgreSQL and the Kafka. Each test makes its own community. */
@SpringBootTest(
        classes = PlatformApiApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        useMainMethod = SpringBootTest.UseMainMethod.ALWAYS)
@Import(ApiProcess.InferenceElsewhere.class)
public abstract class ApiProcess {
    protected static final Set<Scope> ALL_SCOPES = Set.of(Scope.values());

    @TestConfiguration(proxyBeanMethods = false)
    public static class InferenceElsewhere {
        @Bean
        FakeModeration fakeModeration() {
            return new FakeModeration();
        }
    }

    @LocalServerPort
    protected int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    protected ApiKeys keys;

    @Autowired
    protected Contents contents;

    @Autowired
    protected Decisions decisions;

    @Autowired
    protected FakeModeration inference;

    /** A new community, like one that an admin makes in the console. */
    protected CommunityId community() {
        CommunityId id = new CommunityId("c-" + UUID.randomUUID());
        jdbc.sql("INSERT INTO community (id, name) VALUES (?, 'A community')")
                .param(id.value())
                .update();
        jdbc.sql(
                        "INSERT INTO policy (community_id, version, thresholds, note, published_by) VALUES (?, 1, ?::jsonb, 'first', 'admin')")
                .params(id.value(), Columns.json(DefaultPolicy.thresholds()))
                .update();
        jdbc.sql(
                        "INSERT INTO review_queue (id, community_id, name, is_default) VALUES (gen_random_uuid(), ?, 'Review', true)")
                .param(id.value())
                .update();
        return id;
    }

    /** A service of a new community that may do everything. */
    protected Caller caller() {
        return caller(community(), ALL_SCOPES, 100_000);
    }

    protected Caller caller(CommunityId community, Set<Scope> scopes, int perMinute) {
        String secret = "test_" + UUID.randomUUID();
        keys.bootstrap(community, "A key", scopes, perMinute, secret);
        return new Caller(port, secret);
    }

    protected CommunityId communityOf(Caller caller) {
        return keys.authenticate(caller.key()).orElseThrow().community();
    }

    /** Posts a comment, and decides about it in place of the pipeline. */
    protected ContentId decided(Caller caller, String text, Outcome outcome) {
        Answer posted =
                caller.post("/api/v1/content", Caller.comment(UUID.randomUUID().toString(), text));
        ContentId id = ContentId.parse(posted.text("/id"));
        decide(id, 1, outcome);
        return id;
    }

    protected void decide(ContentId id, int revision, Outcome outcome) {
        decisions.recordAutomatic(List.of(new AutomaticDecision(
                contents.find(id, revision).orElseThrow().content(), FakeModeration.result(outcome))));
    }

    /** Creates the topics in place of the inference service, which creates them when it starts. */
    protected static void createTopics(Map<String, Object> client) {
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(
                            new NewTopic(Lane.QUICK.topic(), 2, (short) 1),
                            new NewTopic(Lane.BULK.topic(), 2, (short) 1),
                            new NewTopic(Lane.LONG.topic(), 2, (short) 1),
                            new NewTopic(ContentDecided.TOPIC, 2, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | java.util.concurrent.TimeoutException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
