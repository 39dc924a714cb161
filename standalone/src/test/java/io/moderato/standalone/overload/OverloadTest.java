package io.moderato.standalone.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.moderato.surface.RawHttp;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** More callers than the platform can serve: they are told so in their surface's form, at once, and it serves again when they are gone. */
class OverloadTest {
    private static final int CROWD = 60;
    private static final int TEXTS_OF_A_LONG_CALL = 400;

    private static CrowdedPlatform platform;

    private final List<RawHttp> connections = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path data) {
        platform = CrowdedPlatform.start(data, Map.of());
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @AfterEach
    void hangUp() throws Exception {
        for (RawHttp connection : connections) {
            connection.close();
        }
    }

    static Stream<Operation> synchronous() {
        return Stream.of(Operation.values()).filter(Operation::asksThePipeline);
    }

    @ParameterizedTest
    @MethodSource("synchronous")
    void aBusyPipelineTurnsCallersAwayAtOnce(Operation operation) throws Exception {
        List<HttpResponse<String>> answers = new ArrayList<>();
        try (AutoCloseable busy = busyPipeline()) {
            // the worker alternates between the long calls and these, so a few are served
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                answers.addAll(platform.crowd(operation, CROWD / 3));
                assertThat(platform.gauge("moderato.moderation.waiting"))
                        .isLessThanOrEqualTo(CrowdedPlatform.WAITING_CALLERS);
                assertThat(platform.isAlive()).isTrue();
                return counted(answers).containsKey(503);
            });
            // what asks no pipeline goes on
            assertThat(platform.call(Operation.SUBMIT).statusCode()).isEqualTo(202);
        }
        assertServedOrTurnedAway(operation, answers);
        answersAgain(operation);
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseThatIsInUseTurnsCallersAway(Operation operation) throws Exception {
        List<HttpResponse<String>> answers;
        try (AutoCloseable inUse = databaseInUse()) {
            answers = platform.crowd(operation, CROWD);
            assertThat(platform.isAlive()).isTrue();
        }
        assertThat(counted(answers)).containsKey(503);
        assertServedOrTurnedAway(operation, answers);
        // that a key could not be looked up is remembered for a second; they were told to wait for longer
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> answersAgain(operation));
    }

    @ParameterizedTest
    @EnumSource
    void moreConnectionsThanThreadsKeepNobodyOut(Operation operation) throws Exception {
        for (int i = 0; i < 200; i++) {
            connections.add(
                    RawHttp.to(platform.port()).send(i % 2 == 0 ? "" : "GET /login HTTP/1.1\r\nHost: a\r\nX: "));
        }

        assertThat(platform.isAlive()).isTrue();
        answersAgain(operation);
    }

    @ParameterizedTest
    @EnumSource
    void bodiesThatNeverEndHoldNobodyUp(Operation operation) throws Exception {
        for (int i = 0; i < 20; i++) {
            connections.add(RawHttp.to(platform.port())
                    .send(operation.head(platform.key(operation), 100_000))
                    .send("{\"te"));
        }
        assertThat(platform.isAlive()).isTrue();
        // a body may be slow for a second; then the many make room
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> answersAgain(operation));

        String answer = connections.getLast().answer();
        assertThat(answer).startsWith("HTTP/1.1 408");
        operation.assertForm(
                408,
                answer.replaceFirst("(?s).*?Content-Type: (\\S+).*", "$1"),
                answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }

    @Test
    void noMoreRequestsAreInWorkThanMayBe() throws Exception {
        try (AutoCloseable inUse = databaseInUse()) {
            List<Double> seen = new ArrayList<>();
            Thread crowd = Thread.ofVirtual().start(() -> platform.crowd(Operation.SUBMIT, CROWD));
            while (crowd.isAlive()) {
                seen.add(platform.gauge("moderato.requests.in.work"));
                crowd.join(Duration.ofMillis(5));
            }
            assertThat(seen).allMatch(inWork -> inWork <= CrowdedPlatform.REQUESTS_AT_ONCE);
            assertThat(seen).as("the crowd was large enough").anyMatch(inWork -> inWork > 10);
        }
        await().until(() -> platform.gauge("moderato.requests.in.work") == 0);
    }

    private static void assertServedOrTurnedAway(Operation operation, List<HttpResponse<String>> answers) {
        assertThat(counted(answers).keySet()).isSubsetOf(200, 201, 202, 503);
        answers.stream()
                .filter(answer -> answer.statusCode() == 503)
                .forEach(answer -> CrowdedPlatform.assertRefused(operation, answer));
    }

    private static Map<Integer, Long> counted(List<HttpResponse<String>> answers) {
        return answers.stream().collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
    }

    private static void answersAgain(Operation operation) {
        HttpResponse<String> answer = platform.call(operation);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201, 202);
    }

    /** Keeps the pipeline's one worker busy, and its queue full, with calls of many texts until it is closed. */
    private static AutoCloseable busyPipeline() {
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CrowdedPlatform.WAITING_CALLERS + 2; i++) {
            callers.add(Thread.ofVirtual().start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    try {
                        platform.call(Operation.MODERATIONS, longCall());
                    } catch (IllegalStateException over) {
                        return;
                    }
                }
            }));
        }
        return () -> {
            callers.forEach(Thread::interrupt);
            // the worker ends what nobody waits for any more
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> platform.call(Operation.MODERATIONS).statusCode() == 200);
        };
    }

    private static byte[] longCall() {
        return Stream.generate(() -> "\"Nobody has seen this text before: " + UUID.randomUUID() + "\"")
                .limit(TEXTS_OF_A_LONG_CALL)
                .collect(Collectors.joining(",", "{\"input\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Holds every connection to the database until it is closed. */
    private static AutoCloseable databaseInUse() throws Exception {
        HikariDataSource pool = platform.part(DataSource.class).unwrap(HikariDataSource.class);
        List<Connection> held = new ArrayList<>();
        while (held.size() < pool.getMaximumPoolSize()) {
            try {
                held.add(pool.getConnection());
            } catch (SQLTransientConnectionException inUse) {
                // somebody else has it for a moment
            }
        }
        return () -> {
            for (Connection connection : held) {
                connection.close();
            }
        };
    }
}
