package io.moderato.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import io.moderato.access.store.Accounts;
import io.moderato.access.store.Actor;
import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Scope;
import io.moderato.community.CommunityId;
import io.moderato.content.Author;
import io.moderato.content.store.Contents;
import io.moderato.content.store.NewContent;
import io.moderato.event.EventType;
import io.moderato.trace.TraceParent;
import io.moderato.webhook.store.SubscriptionTerms;
import io.moderato.webhook.store.Subscriptions;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One trace leads from a request to its webhook, and one log line to all of a comment. */
class TraceTest {
    private static final CommunityId MAIN = new CommunityId("main");
    private static final String KEY = "a-key-for-this-test-only";
    private static final String AUTHOR = "author-4711";
    private static final String PATH_OF_RECEIVER = "/hooks/secret-of-the-receiver";
    private static final String CALLERS_TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLERS_SPAN = "b7ad6b7169203331";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    static Path folder;

    private static SpanCollector collector;
    private static HttpServer receiver;
    private static final Queue<Map<String, List<String>>> hooks = new ConcurrentLinkedQueue<>();
    private static Platform platform;

    @BeforeAll
    static void start() throws IOException {
        collector = SpanCollector.start();
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 100);
        receiver.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                // the first one fails, so that there is a second attempt
                exchange.sendResponseHeaders(hooks.isEmpty() ? 500 : 204, -1);
                hooks.add(Map.copyOf(exchange.getRequestHeaders()));
            }
        });
        receiver.start();
        platform = Platform.start(
                folder,
                0,
                Map.of(
                        "moderato.trace.endpoint", collector.endpoint(),
                        "moderato.trace.sampling", "1.0",
                        "moderato.trace.send-every", "100ms",
                        "moderato.webhooks.allow-http", true,
                        "moderato.webhooks.allowed-ranges", "127.0.0.1",
                        "moderato.webhooks.delivery.first-retry", "100ms"),
                step -> {});
        platform.part(ApiKeys.class).bootstrap(MAIN, "forum", Scope.ofServices(), 100_000, KEY);
        platform.part(Subscriptions.class)
                .create(
                        logIn(),
                        MAIN,
                        new SubscriptionTerms(
                                "forum",
                                "http://127.0.0.1:" + receiver.getAddress().getPort() + PATH_OF_RECEIVER,
                                Set.of(EventType.CONTENT_DECIDED),
                                false));
    }

    @AfterAll
    static void stop() {
        platform.close();
        receiver.stop(0);
        collector.close();
        SecurityContextHolder.clearContext();
    }

    @Test
    void leadsFromTheRequestThroughKafkaAndTheDecisionToTheWebhook() throws IOException, InterruptedException {
        String id = post("/api/v1/content?note=in-the-address", comment("walk", "What a lovely day for a walk."))
                .path("id")
                .asString();
        patient()
                .until(() -> collector.of(CALLERS_TRACE).stream()
                        .anyMatch(span -> SpanCollector.attribute(span, "moderato.webhook.result")
                                .equals("taken")));
        List<Span> spans = collector.of(CALLERS_TRACE);

        Span request = one(spans, "POST /api/v1/content");
        assertThat(request.getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
        assertThat(hex(request.getParentSpanId())).isEqualTo(CALLERS_SPAN);
        assertThat(SpanCollector.attribute(request, "http.response.status_code"))
                .isEqualTo("202");
        assertThat(SpanCollector.attribute(request, "moderato.request.id")).isEqualTo("request-of-walk");

        Span sent = one(spans, "send content.submitted");
        assertThat(sent.getKind()).isEqualTo(SpanKind.SPAN_KIND_PRODUCER);
        assertThat(sent.getParentSpanId()).isEqualTo(request.getSpanId());

        Span decided = one(spans, "process content.submitted");
        assertThat(decided.getKind()).isEqualTo(SpanKind.SPAN_KIND_CONSUMER);
        assertThat(decided.getParentSpanId()).isEqualTo(sent.getSpanId());
        assertThat(SpanCollector.attribute(decided, "moderato.content.id")).isEqualTo(id);
        assertThat(SpanCollector.attribute(decided, "moderato.content.revision"))
                .isEqualTo("1");
        assertThat(SpanCollector.attribute(decided, "moderato.community")).isEqualTo("main");
        assertThat(SpanCollector.attribute(decided, "moderato.decision.outcome"))
                .isEqualTo("APPROVE");
        assertThat(SpanCollector.attribute(decided, "moderato.decision.stage")).isNotEmpty();
        assertThat(SpanCollector.attribute(decided, "moderato.decision.cached")).isEqualTo("false");
        assertThat(SpanCollector.attribute(decided, "moderato.decision.models")).matches("\\[.+]");
        for (String part : List.of("stages", "store")) {
            Span step = one(spans, part);
            assertThat(step.getParentSpanId()).isEqualTo(decided.getSpanId());
            assertThat(step.getStartTimeUnixNano()).isGreaterThanOrEqualTo(decided.getStartTimeUnixNano());
            assertThat(step.getEndTimeUnixNano()).isLessThanOrEqualTo(decided.getEndTimeUnixNano());
        }

        List<Span> attempts = named(spans, "webhook content.decided");
        assertThat(attempts).hasSize(2).allSatisfy(attempt -> {
            assertThat(attempt.getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
            assertThat(attempt.getParentSpanId()).isEqualTo(request.getSpanId());
        });
        assertThat(attempts)
                .extracting(
                        attempt -> SpanCollector.attribute(attempt, "moderato.webhook.result"),
                        attempt -> SpanCollector.attribute(attempt, "http.response.status_code"),
                        attempt -> attempt.getStatus().getCode())
                .containsExactly(
                        tuple("receiver_failed", "500", StatusCode.STATUS_CODE_ERROR),
                        tuple("taken", "204", StatusCode.STATUS_CODE_UNSET));
        // whose trace it is, is nothing to the receiver
        assertThat(hooks)
                .allSatisfy(headers ->
                        assertThat(headers.keySet()).noneMatch(name -> name.equalsIgnoreCase(TraceParent.HEADER)));

        assertThat(collector.received())
                .flatExtracting(from -> from.getResource().getAttributesList())
                .anyMatch(each -> each.getKey().equals("service.name")
                        && each.getValue().getStringValue().equals("moderato"));
        assertThat(collector.received().toString())
                .doesNotContain("lovely", AUTHOR, "A Person", KEY, "in-the-address", "secret-of-the-receiver");
        logLinesOf(id);
    }

    private static void logLinesOf(String id) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("logs").resolve("moderato.log"))) {
            if (line.contains(id)) {
                lines.add(JSON.readTree(line));
            }
        }
        assertThat(lines)
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(line -> {
                    assertThat(line.path("contentId").asString()).isEqualTo(id);
                    assertThat(line.path("traceId").asString()).isEqualTo(CALLERS_TRACE);
                })
                .extracting(line -> line.path("message").asString().replaceAll(" [0-9a-f-]{36}| [0-9]{5,}", ""))
                .contains("Accepted content revision 1", "Decided");
        assertThat(lines.stream().filter(line -> line.hasNonNull("requestId")))
                .extracting(line -> line.path("requestId").asString())
                .hasSizeGreaterThanOrEqualTo(2)
                .containsOnly("request-of-walk");
    }

    @Test
    void aBatchIsOneRequestWithEachOfItsContents() throws IOException, InterruptedException {
        List<Map<String, Object>> items = IntStream.range(0, 20)
                .mapToObj(i -> comment("batch-" + i, "Comment number " + i + " of a batch."))
                .toList();
        HttpResponse<byte[]> answer = send("/api/v1/content/batch", Map.of("items", items), "batch", null);
        assertThat(answer.statusCode()).isEqualTo(202);
        Span request = patient()
                .until(() -> named(collector.spans(), "POST /api/v1/content/batch"), found -> !found.isEmpty())
                .getFirst();
        String trace = SpanCollector.traceOf(request);
        assertThat(request.getParentSpanId().isEmpty()).isTrue();
        patient()
                .until(() ->
                        named(collector.of(trace), "process content.submitted").size() == items.size());
        assertThat(named(collector.of(trace), "send content.submitted"))
                .hasSize(items.size())
                .allMatch(span -> span.getParentSpanId().equals(request.getSpanId()));
    }

    @Test
    void whatTheSweeperSendsGoesOnFromTheRequest() {
        TraceParent request = new TraceParent("11111111111111111111111111111111", "2222222222222222", true);
        NewContent left = new NewContent(
                "left", new Author(AUTHOR, null), null, "Left to the sweeper.", null, null, null, null, null);
        platform.part(Contents.class).submit(MAIN, List.of(left), Duration.ZERO, request);

        Span decided = patient()
                .until(
                        () -> named(collector.of(request.traceId()), "process content.submitted"),
                        found -> !found.isEmpty())
                .getFirst();
        assertThat(hex(decided.getParentSpanId())).isEqualTo(request.spanId());
    }

    @Test
    void aCallThatWaitsForItsDecisionShowsThePipeline() throws IOException, InterruptedException {
        assertThat(send("/api/v1/moderate", Map.of("text", "Only asked.", "store", false), "asked", null)
                        .statusCode())
                .isEqualTo(200);
        Span request = patient()
                .until(() -> named(collector.spans(), "POST /api/v1/moderate"), found -> !found.isEmpty())
                .getFirst();
        assertThat(one(collector.of(SpanCollector.traceOf(request)), "moderate").getParentSpanId())
                .isEqualTo(request.getSpanId());
    }

    private static Span one(List<Span> spans, String name) {
        List<Span> found = named(spans, name);
        assertThat(found).as(name + " in " + spans).hasSize(1);
        return found.getFirst();
    }

    /** Those of that name, in the order of time. */
    private static List<Span> named(List<Span> spans, String name) {
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .sorted((one, other) -> Long.compare(one.getStartTimeUnixNano(), other.getStartTimeUnixNano()))
                .toList();
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    private static Map<String, Object> comment(String externalId, String text) {
        return Map.of("externalId", externalId, "author", Map.of("id", AUTHOR, "name", "A Person"), "text", text);
    }

    private static JsonNode post(String path, Map<String, Object> body) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                send(path, body, "walk", new TraceParent(CALLERS_TRACE, CALLERS_SPAN, true).toString());
        assertThat(answer.statusCode()).isEqualTo(202);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<byte[]> send(String path, Map<String, Object> body, String name, String traceParent)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(platform.url() + path))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .header("X-Request-Id", "request-of-" + name)
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        if (traceParent != null) {
            request.header(TraceParent.HEADER, traceParent);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static ConditionFactory patient() {
        return await().atMost(Duration.ofMinutes(1));
    }

    private static Actor logIn() {
        Actor admin = platform.part(Accounts.class).find("admin").orElseThrow().actor();
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        admin.username(), "", AuthorityUtils.createAuthorityList("ROLE_ADMIN")));
        return admin;
    }
}
