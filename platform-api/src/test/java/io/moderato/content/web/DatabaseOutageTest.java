package io.moderato.content.web;

import static io.moderato.api.Caller.comment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.api.Answer;
import io.moderato.api.ApiProcess;
import io.moderato.api.ApiTest;
import io.moderato.api.Cable;
import io.moderato.api.Caller;
import io.moderato.embedded.TestServers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A database whose connection is cut and repaired. */
@DirtiesContext
class DatabaseOutageTest extends ApiProcess {
    private static Cable cable;

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        String url = TestServers.newDatabase();
        cable = Cable.to(url);
        ApiTest.kafkaWithTopics(registry);
        registry.add("spring.datasource.url", () -> cable.of(url));
    }

    @Test
    void acknowledgesNothingThatIsNotStored() throws IOException {
        Caller caller = caller();
        List<String> acknowledged = new ArrayList<>();
        acknowledged.add(
                caller.post("/api/v1/content", comment("d-1", "before")).text("/id"));

        cable.cut();
        Instant start = Instant.now();
        Answer single = caller.post("/api/v1/content", comment("d-2", "during"));
        Duration took = Duration.between(start, Instant.now());
        Answer batch = caller.post("/api/v1/content/batch", Map.of("items", List.of(comment("d-3", "during"))));
        Answer stranger = new Caller(port, "mod_" + UUID.randomUUID()).get("/api/v1/decisions");

        assertThat(took).isLessThan(Duration.ofSeconds(8));
        for (Answer answer : List.of(single, batch, stranger)) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.problem()).isEqualTo("unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        }

        cable.mend();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            Answer after = caller.post("/api/v1/content", comment("d-2", "during"));
            if (after.status() == 202) {
                acknowledged.add(after.text("/id"));
            }
            return after.status() == 202;
        });
        assertThat(jdbc.sql("SELECT id::text FROM content WHERE community_id = ?")
                        .param(communityOf(caller).value())
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrderElementsOf(acknowledged);
    }

    @Test
    void answersManyCallersOfOneKeyAtOnceThatTheDatabaseIsGone() throws Exception {
        Caller caller = caller();
        cable.cut();
        try {
            assertAllAreToldToComeAgain(caller, 60);
        } finally {
            cable.mend();
        }
        worksAgain(caller);
    }

    @Test
    void letsCallersGoWhoWaitForASilentDatabase() throws Exception {
        Caller caller = caller();
        caller.get("/api/v1/decisions");
        cable.hold();
        try {
            assertAllAreToldToComeAgain(caller, 60);
        } finally {
            cable.release();
        }
        worksAgain(caller);
    }

    @Test
    void isSeenByReadinessAndNotByLiveness() {
        Caller probe = new Caller(port, null);
        cable.hold();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> probe.get("/actuator/health/readiness").status() == 503);
            assertThat(probe.get("/actuator/health/liveness").status()).isEqualTo(200);
        } finally {
            cable.release();
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> probe.get("/actuator/health/readiness").status() == 200);
    }

    /**
     * The caller waits at most 30 s for each answer. In an earlier version, calls that waited for the database or for each other took 60 s.
     */
    private static void assertAllAreToldToComeAgain(Caller caller, int count) throws Exception {
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                String id = "many-" + i;
                answers.add(clients.submit(() -> caller.post("/api/v1/content", comment(id, "during"))));
            }
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(503);
                assertThat(answer.get().header("Retry-After")).isNotEmpty();
                assertThat(answer.get().problem()).isEqualTo("unavailable");
            }
        }
    }

    private static void worksAgain(Caller caller) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> caller.post("/api/v1/content", comment("after", "after"))
                                .status()
                        == 202);
    }
}
