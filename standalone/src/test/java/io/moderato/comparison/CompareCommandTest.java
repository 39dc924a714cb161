package io.moderato.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command against an endpoint that stands for the vendor's, which is outside: it says in each text what the text scores. */
class CompareCommandTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int TEXTS = 60;

    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final AtomicInteger busyAnswers = new AtomicInteger();
    private final AtomicInteger answersUntilBroken = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private HttpServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1alpha1/comments:analyze", this::perspective);
        server.createContext("/v1/moderations", this::openai);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void comparesTwoEndpointsAndWritesAPageThatHoldsNoText() throws IOException {
        Path texts = texts();
        run(
                texts.toString(),
                "--as",
                "PERSPECTIVE",
                "--old",
                url(),
                "--old-key",
                "old",
                "--new",
                url(),
                "--new-key",
                "new",
                "--attributes",
                "TOXICITY,INSULT",
                "--language",
                "en",
                "--limit",
                "0.5,INSULT=0.4");

        assertThat(asked).hasSize(2 * TEXTS);
        assertThat(asked).allSatisfy(body -> {
            assertThat(body.path("doNotStore").asBoolean()).isTrue();
            assertThat(body.path("requestedAttributes").propertyNames()).containsExactly("TOXICITY", "INSULT");
            assertThat(body.at("/languages/0").asString()).isEqualTo("en");
        });
        assertThat(keys).containsOnly("old", "new");
        assertThat(mostAtOnce.get()).isLessThanOrEqualTo(4);
        String page = Files.readString(folder.resolve("out.html"));
        assertThat(page)
                .contains("<svg", "TOXICITY", "INSULT", "<td>60")
                .doesNotContain("somebody wrote", "http://localhost");
        assertThat(Files.readString(folder.resolve("out.html.answers.jsonl"))).doesNotContain("somebody wrote");
    }

    @Test
    void goesOnWhereItWasInterrupted() throws IOException {
        Path texts = texts();
        String[] command = {
            texts.toString(),
            "--as",
            "PERSPECTIVE",
            "--old",
            url(),
            "--old-key",
            "old",
            "--new",
            url(),
            "--new-key",
            "new"
        };
        answersUntilBroken.set(25);
        assertThatThrownBy(() -> run(command))
                .isInstanceOf(ComparisonFailure.class)
                .hasMessageContaining("403: Not today.");
        int before = asked.size();
        assertThat(folder.resolve("out.html")).doesNotExist();

        answersUntilBroken.set(Integer.MAX_VALUE);
        // as a process leaves it that was killed while it wrote
        Files.writeString(
                folder.resolve("out.html.answers.jsonl"),
                "{\"side\":\"OLD\",\"te",
                java.nio.file.StandardOpenOption.APPEND);
        run(command);
        assertThat(asked.size() - before).isEqualTo(2 * TEXTS - 25);
        run(command);
        assertThat(asked.size() - before).isEqualTo(2 * TEXTS - 25);
    }

    @Test
    void asksAnewWhereTheQuestionIsAnother() throws IOException {
        String texts = texts().toString();
        for (String attributes : List.of("TOXICITY", "TOXICITY,INSULT")) {
            run(
                    texts,
                    "--as",
                    "PERSPECTIVE",
                    "--old",
                    url(),
                    "--old-key",
                    "old",
                    "--new",
                    url(),
                    "--new-key",
                    "new",
                    "--attributes",
                    attributes);
        }

        assertThat(asked).hasSize(4 * TEXTS);
        assertThat(Files.readString(folder.resolve("out.html"))).contains("INSULT");
    }

    @Test
    void comparesWithAnswersThatWereRecorded() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String text : lines()) {
            double score = score(text);
            lines.add(JSON.writeValueAsString(Map.of(
                    "text",
                    text,
                    "response",
                    Map.of("results", List.of(Map.of("category_scores", Map.of("hate", score, "sexual", 0.1)))))));
        }
        Path recorded = Files.write(folder.resolve("recorded.jsonl"), lines);
        run("--recorded", recorded.toString(), "--as", "OPENAI", "--new", url(), "--new-key", "new");

        assertThat(asked).hasSize(TEXTS);
        assertThat(keys).containsOnly("Bearer new");
        String page = Files.readString(folder.resolve("out.html"));
        // nobody looks at what is sexual, so its 0 is no score
        assertThat(page).contains("hate").doesNotContain("sexual");
    }

    @Test
    void waitsWhereTheEndpointIsBusyAndLeavesOutWhatItCannotScore() throws IOException {
        busyAnswers.set(2);
        Path texts = Files.write(
                folder.resolve("texts.txt"),
                java.util.stream.Stream.concat(lines().stream(), java.util.stream.Stream.of("Tschüss 0.5"))
                        .toList());
        run(
                texts.toString(),
                "--as",
                "PERSPECTIVE",
                "--old",
                url(),
                "--old-key",
                "old",
                "--new",
                url(),
                "--new-key",
                "new");

        assertThat(asked).hasSize(2 * TEXTS + 2 + 2);
        assertThat(Files.readString(folder.resolve("out.html")))
                .contains("In no figure below: 1 of the texts", "<td>60");
    }

    @Test
    void saysWhatIsMissingBeforeItAsksAnybody() throws IOException {
        assertThatThrownBy(() -> run("--as", "PERSPECTIVE", "--new", url(), "--new-key", "k"))
                .hasMessageContaining("--old")
                .hasMessageContaining("--recorded");
        assertThatThrownBy(() ->
                        run("--as", "PERSPECTIVE", "--new", url(), "--new-key", "k", "--old", url(), "--old-key", "k"))
                .hasMessageContaining("which texts");
        for (List<String> wrong : List.of(
                List.of("--new", "file:///x"),
                List.of("--new", url(), "--limit", "2"),
                List.of("--new", url(), "--parallel", "100"))) {
            List<String> all = new ArrayList<>(List.of(
                    texts().toString(), "--as", "PERSPECTIVE", "--new-key", "k", "--old", url(), "--old-key", "k"));
            all.addAll(wrong);
            assertThatThrownBy(() -> run(all.toArray(String[]::new))).isInstanceOf(ComparisonFailure.class);
        }
        assertThat(asked).isEmpty();
    }

    private void run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--output",
                folder.resolve("out.html").toString(),
                "--old-calls-per-minute",
                "100000",
                "--new-calls-per-minute",
                "100000"));
        AtomicReference<RuntimeException> failed = new AtomicReference<>();
        new CommandLine(new CompareCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, result) -> {
                    failed.set((RuntimeException) failure);
                    return 1;
                })
                .execute(all.toArray(String[]::new));
        if (failed.get() != null) {
            throw failed.get();
        }
    }

    private String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    private Path texts() throws IOException {
        return Files.write(folder.resolve("texts.txt"), lines());
    }

    private static List<String> lines() {
        return IntStream.range(0, TEXTS)
                .mapToObj(i -> "somebody wrote " + (i + 1) / (double) TEXTS)
                .toList();
    }

    private static double score(String text) {
        return Double.parseDouble(text.substring(text.lastIndexOf(' ') + 1));
    }

    private void perspective(HttpExchange call) throws IOException {
        keys.add(call.getRequestHeaders().getFirst("X-Goog-Api-Key"));
        JsonNode body = JSON.readTree(call.getRequestBody().readAllBytes());
        asked.add(body);
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        String text = body.at("/comment/text").asString();
        try {
            if (answersUntilBroken.getAndDecrement() <= 0) {
                answer(call, 403, "{\"error\":{\"code\":403,\"message\":\"Not today.\"}}");
            } else if (busyAnswers.getAndDecrement() > 0) {
                call.getResponseHeaders().set("Retry-After", "1");
                answer(call, 429, "{\"error\":{\"code\":429,\"message\":\"Quota exceeded\"}}");
            } else if (text.startsWith("Tschüss")) {
                answer(
                        call,
                        400,
                        "{\"error\":{\"details\":[{\"errorType\":\"LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE\"}]}}");
            } else {
                Map<String, Object> scores = new java.util.HashMap<>();
                body.path("requestedAttributes")
                        .propertyNames()
                        .forEach(name -> scores.put(name, Map.of("summaryScore", Map.of("value", score(text)))));
                answer(call, 200, JSON.writeValueAsString(Map.of("attributeScores", scores)));
            }
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private void openai(HttpExchange call) throws IOException {
        keys.add(call.getRequestHeaders().getFirst("Authorization"));
        JsonNode body = JSON.readTree(call.getRequestBody().readAllBytes());
        asked.add(body);
        answer(
                call,
                200,
                JSON.writeValueAsString(Map.of(
                        "results",
                        List.of(Map.of(
                                "category_scores",
                                Map.of("hate", score(body.path("input").asString()), "sexual", 0),
                                "category_applied_input_types",
                                Map.of("hate", List.of("text"), "sexual", List.of()))))));
    }

    private static void answer(HttpExchange call, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
