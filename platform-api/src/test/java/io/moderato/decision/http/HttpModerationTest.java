package io.moderato.decision.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.moderato.api.FakeModeration;
import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.Content;
import io.moderato.content.ContentId;
import io.moderato.content.ContentType;
import io.moderato.decision.Moderation;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class HttpModerationTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Content>> CONTENTS = new TypeReference<>() {};

    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer inference;
    private String answer = "[]";
    private int status = 200;
    private boolean hangs;
    private String path = "";
    private List<Content> asked = List.of();

    @BeforeEach
    void start() throws IOException {
        inference = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        inference.createContext("/internal/v1/", exchange -> {
            path = exchange.getRequestURI().getPath();
            boolean known = "the-token".equals(exchange.getRequestHeaders().getFirst("X-Internal-Token"));
            asked = JSON.readValue(exchange.getRequestBody().readAllBytes(), CONTENTS);
            if (hangs) {
                try {
                    end.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(known ? status : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        inference.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        inference.stop(0);
    }

    @Test
    void asksTheInferenceServiceWithTheToken() {
        answer = JSON.writeValueAsString(
                List.of(FakeModeration.result(Outcome.REJECT), FakeModeration.result(Outcome.MODIFY)));

        context("the-token").run(context -> {
            List<ModerationResult> results =
                    context.getBean(Moderation.class).moderate(List.of(content("a"), content("b")));
            assertThat(results)
                    .containsExactly(FakeModeration.result(Outcome.REJECT), FakeModeration.result(Outcome.MODIFY));
            assertThat(asked).extracting(Content::text).containsExactly("a", "b");
            assertThat(path).isEqualTo("/internal/v1/moderate");
        });
    }

    @Test
    void asksWithTheFirstOfSeveralTokens() {
        answer = JSON.writeValueAsString(List.of(FakeModeration.result(Outcome.REJECT)));

        context("the-token,the-token-before")
                .run(context -> assertThat(context.getBean(Moderation.class).moderate(List.of(content("a"))))
                        .hasSize(1));
    }

    @Test
    void asksForScoresAtAnAddressOfTheirOwn() {
        answer = JSON.writeValueAsString(List.of(FakeModeration.result(Outcome.REJECT)));

        context("the-token").run(context -> {
            assertThat(context.getBean(Moderation.class).score(List.of(content("a"))))
                    .containsExactly(FakeModeration.result(Outcome.REJECT));
            assertThat(path).isEqualTo("/internal/v1/score");
        });
    }

    @Test
    void tellsThatItIsUnavailable() {
        context("another-token").run(this::expectUnavailable);
        status = 503;
        context("the-token").run(this::expectUnavailable);
        status = 200;
        answer = "[]";
        context("the-token").run(this::expectUnavailable);
        answer = "<html>";
        context("the-token").run(this::expectUnavailable);
    }

    @Test
    void waitsNoLongerThanItsTimeout() {
        hangs = true;
        context("the-token")
                .withPropertyValues("moderato.inference.read-timeout=200ms")
                .run(context -> {
                    Instant start = Instant.now();
                    expectUnavailable(context);
                    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
                });
    }

    @Test
    void asksAnotherInstanceWhereOneIsGoneOrFull() throws IOException {
        answer = JSON.writeValueAsString(List.of(FakeModeration.result(Outcome.REJECT)));
        AtomicInteger refused = new AtomicInteger();
        HttpServer full = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        full.createContext("/internal/v1/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            refused.incrementAndGet();
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        full.start();
        int gone;
        try (ServerSocket socket = new ServerSocket(0)) {
            gone = socket.getLocalPort();
        }
        try {
            context(
                            "the-token",
                            gone,
                            full.getAddress().getPort(),
                            inference.getAddress().getPort())
                    .run(context -> {
                        for (int i = 0; i < 6; i++) {
                            assertThat(context.getBean(Moderation.class).moderate(List.of(content("a"))))
                                    .containsExactly(FakeModeration.result(Outcome.REJECT));
                        }
                        assertThat(refused).hasPositiveValue();
                    });
            inference.stop(0);
            context("the-token", gone, full.getAddress().getPort()).run(this::expectUnavailable);
        } finally {
            full.stop(0);
        }
    }

    @Test
    void sharesTheCallsAmongItsInstances() throws IOException {
        String result = JSON.writeValueAsString(List.of(FakeModeration.result(Outcome.REJECT)));
        answer = result;
        AtomicInteger second = new AtomicInteger();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/internal/v1/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            second.incrementAndGet();
            byte[] body = result.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        other.start();
        try {
            context(
                            "the-token",
                            inference.getAddress().getPort(),
                            other.getAddress().getPort())
                    .run(context -> {
                        for (int i = 0; i < 10; i++) {
                            context.getBean(Moderation.class).moderate(List.of(content("a")));
                        }
                        assertThat(second).hasValue(5);
                    });
        } finally {
            other.stop(0);
        }
    }

    @Test
    void standsBackWhereThePipelineRunsInTheSameProcess() {
        context("the-token")
                .withBean(FakeModeration.class)
                .run(context -> assertThat(context.getBean(Moderation.class)).isInstanceOf(FakeModeration.class));
    }

    @Test
    void isNotThereWithoutAnAddress() {
        runner().run(context -> assertThat(context).doesNotHaveBean(Moderation.class));
    }

    private void expectUnavailable(org.springframework.context.ApplicationContext context) {
        assertThatThrownBy(() -> context.getBean(Moderation.class).moderate(List.of(content("a"))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.key()).isEqualTo(ProblemKey.UNAVAILABLE));
    }

    private ApplicationContextRunner context(String token) {
        return context(token, inference.getAddress().getPort());
    }

    private static ApplicationContextRunner context(String token, int... ports) {
        String addresses =
                IntStream.of(ports).mapToObj(port -> "http://localhost:" + port).collect(Collectors.joining(","));
        return runner().withPropertyValues("moderato.inference.url=" + addresses, "moderato.internal.token=" + token);
    }

    private static ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        JacksonAutoConfiguration.class,
                        HttpMessageConvertersAutoConfiguration.class,
                        RestClientAutoConfiguration.class,
                        HttpModerationAutoConfiguration.class));
    }

    private static Content content(String text) {
        return new Content(
                ContentId.next(),
                1,
                new CommunityId("c"),
                "e",
                new Author("a", null),
                ContentType.COMMENT,
                text,
                List.of(),
                null,
                null,
                Instant.parse("2026-11-21T18:30:00Z"),
                null,
                Instant.parse("2026-11-21T18:30:01Z"));
    }
}
