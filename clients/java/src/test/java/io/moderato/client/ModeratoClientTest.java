package io.moderato.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.moderato.client.ModeratoException.Refused;
import io.moderato.client.ModeratoException.Unavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client does with answers that a healthy platform does not give; with a real platform it is tested where one runs. */
class ModeratoClientTest {
    private static final String DECISION = """
            {"outcome": "APPROVE", "confidence": 0.9, "reasons": [], "scores": {"toxicity": 0.1}, "severity": {"toxicity": 0, "spam": "unknown"}, "matches": [], "unexamined": [],
             "provenance": {"stage": "Pipeline", "models": [], "cached": false}, "automatic": true, "saidByANewerPlatform": 1}""";

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Map<String, List<String>>> requests = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    private record Answer(int status, String body, Map<String, String> headers) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void callsAgainWithTheSameIdempotencyKeyUntilThereIsRoom() {
        answers.add(new Answer(429, problem(429, "rate-limited", "Too many calls."), Map.of("Retry-After", "0")));
        answers.add(new Answer(503, "<html>down</html>", Map.of()));
        answers.add(new Answer(200, DECISION, Map.of()));

        assertThat(client(3).ask(NewContent.ofText("Hello")).scores()).containsEntry("toxicity", 0.1);
        assertThat(requests).hasSize(3);
        assertThat(requests.stream()
                        .map(headers -> headers.get("Idempotency-key"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void anotherCallHasAnotherIdempotencyKey() {
        answers.add(new Answer(200, DECISION, Map.of()));
        answers.add(new Answer(200, DECISION, Map.of()));
        client(1).ask(NewContent.ofText("Hello"));
        client(1).ask(NewContent.ofText("Hello"));
        assertThat(requests.stream()
                        .map(headers -> headers.get("Idempotency-key"))
                        .distinct())
                .hasSize(2);
    }

    @Test
    void givesUpAfterItsAttemptsAndSaysWhatThePlatformSaid() {
        answers.add(new Answer(503, problem(503, "unavailable", "The pipeline is full."), Map.of()));
        answers.add(new Answer(503, problem(503, "unavailable", "The pipeline is full."), Map.of()));
        Unavailable failure =
                catchThrowableOfType(Unavailable.class, () -> client(2).ask(NewContent.ofText("Hello")));
        assertThat(failure).hasMessageContaining("503").hasMessageContaining("The pipeline is full.");
        assertThat(failure.problem().map(Problem::key)).contains("unavailable");
        assertThat(requests).hasSize(2);
    }

    @Test
    void doesNotWaitLongerThanItWasTold() {
        answers.add(new Answer(429, problem(429, "rate-limited", "Too many calls."), Map.of("Retry-After", "3600")));
        assertThatThrownBy(() -> client(5).ask(NewContent.ofText("Hello"))).isInstanceOf(Unavailable.class);
        assertThat(requests).hasSize(1);
    }

    @Test
    void doesNotRepeatWhatIsRefused() {
        answers.add(new Answer(400, problem(400, "invalid-field", "The text is empty."), Map.of()));
        Refused refused = catchThrowableOfType(Refused.class, () -> client(5).ask(NewContent.ofText("")));
        assertThat(refused.problem().map(Problem::pointer)).contains("/text");
        assertThat(requests).hasSize(1);
    }

    @Test
    void waitsForAnEarlierAttemptThatIsStillAtWork() {
        answers.add(new Answer(409, problem(409, "in-progress", "Still at work."), Map.of("Retry-After", "0")));
        answers.add(new Answer(200, DECISION, Map.of()));
        assertThat(client(2).ask(NewContent.ofText("Hello")).outcome()).isEqualTo(Outcome.APPROVE);
    }

    @Test
    void findsNothingWhereNothingIs() {
        answers.add(new Answer(404, problem(404, "not-found", "No such content."), Map.of()));
        assertThat(client(1).content(UUID.randomUUID())).isEmpty();
    }

    @Test
    void readsCompressedAnswers() {
        answers.add(new Answer(
                200, "{\"decisions\": [" + DECISION + "], \"next\": \"7-8\"}", Map.of("Content-Encoding", "gzip")));
        DecisionFeed feed = client(1).decisions("1-2", 10);
        assertThat(feed.next()).isEqualTo("7-8");
        assertThat(feed.decisions()).hasSize(1);
    }

    @Test
    void saysThatTheAnswerOfSomethingElseIsNotOne() {
        answers.add(new Answer(200, "<html>Welcome</html>", Map.of()));
        assertThatThrownBy(() -> client(1).ask(NewContent.ofText("Hello")))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("Check the URL");
    }

    @Test
    void saysWhoDoesNotAnswer() throws IOException {
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        ModeratoClient client = ModeratoClient.builder(URI.create("http://127.0.0.1:" + nobody), "key")
                .retries(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1)))
                .build();
        assertThatThrownBy(() -> client.ask(NewContent.ofText("Hello")))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("127.0.0.1:" + nobody + " does not answer");
    }

    @Test
    void refusesAnAddressThatIsNotOne() {
        assertThatThrownBy(() -> ModeratoClient.builder(URI.create("moderation.example.org"), "key")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http://");
        assertThatThrownBy(() -> ModeratoClient.builder(URI.create("http://localhost"), " ")
                        .build())
                .hasMessageContaining("API key");
    }

    private ModeratoClient client(int attempts) {
        return ModeratoClient.builder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), "key")
                .retries(new RetryPolicy(attempts, Duration.ofMillis(2), Duration.ofSeconds(1)))
                .build();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(Map.copyOf(exchange.getRequestHeaders()));
            exchange.getRequestBody().readAllBytes();
            Answer answer = answers.remove();
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            if ("gzip".equals(answer.headers().get("Content-Encoding"))) {
                ByteArrayOutputStream zipped = new ByteArrayOutputStream();
                try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
                    out.write(body);
                }
                body = zipped.toByteArray();
            }
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String problem(int status, String key, String detail) {
        return """
                {"type": "urn:moderato:problem:%s", "title": "T", "status": %d, "detail": "%s", "pointer": "/text"}""".formatted(key, status, detail);
    }
}
