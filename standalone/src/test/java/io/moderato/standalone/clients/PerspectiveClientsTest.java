package io.moderato.standalone.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.Scope;
import io.moderato.comparison.CompareCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients of Google's Perspective API call ours: npm's {@code googleapis}, and the comment platform Coral as its code sends it. */
class PerspectiveClientsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String INSULT = "You are a pathetic idiot. Have a nice day!";
    private static final Map<String, Object> HARMLESS = Map.of(
            "comment",
            Map.of("text", "What a lovely day for a walk."),
            "requestedAttributes",
            Map.of("TOXICITY", Map.of()));

    private static final int MOST_TRIES = 300;

    private static ClientPlatform platform;
    private static String key;

    @BeforeAll
    static void start(@TempDir Path data) {
        NodeScript.install();
        platform = ClientPlatform.start(data);
        key = platform.key(10_000, Scope.ANALYZE, Scope.SUGGEST);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void npmsGoogleapisScoresAndSuggests() {
        List<JsonNode> printed = googleapis(
                analyze(
                        key,
                        Map.of(
                                "comment",
                                Map.of("text", INSULT, "type", "PLAIN_TEXT"),
                                "requestedAttributes",
                                Map.of("TOXICITY", Map.of(), "INSULT", Map.of("scoreThreshold", 0.5)),
                                "languages",
                                List.of("en"),
                                "spanAnnotations",
                                true,
                                "clientToken",
                                "a token")),
                Map.of(
                        "method",
                        "suggestscore",
                        "params",
                        Map.of(
                                "key",
                                key,
                                "resource",
                                Map.of(
                                        "comment",
                                        Map.of("text", "A suggestion of googleapis."),
                                        "attributeScores",
                                        Map.of("TOXICITY", Map.of("summaryScore", Map.of("value", 0))),
                                        "clientToken",
                                        "t"))));

        JsonNode scored = printed.getFirst().path("answer");
        assertThat(scored.at("/attributeScores/TOXICITY/summaryScore/value").asDouble())
                .isGreaterThan(0.5);
        assertThat(scored.at("/attributeScores/INSULT/spanScores")).hasSize(2);
        assertThat(scored.path("clientToken").asString()).isEqualTo("a token");
        assertThat(printed.get(1).at("/answer/clientToken").asString()).isEqualTo("t");
        assertThat(waiting("A suggestion of googleapis.")).isEqualTo(1);
    }

    @Test
    void npmsGoogleapisReadsEachError() {
        List<JsonNode> printed = googleapis(
                analyze(
                        key,
                        Map.of("comment", Map.of("text", ""), "requestedAttributes", Map.of("TOXICITY", Map.of()))),
                analyze("wrong", HARMLESS),
                analyze(platform.key(10, Scope.MODERATE), HARMLESS),
                analyze(
                        key,
                        Map.of("comment", Map.of("text", "x"), "requestedAttributes", Map.of("FLIRTATION", Map.of()))),
                // the body beside the key, which the package then writes into the address
                Map.of(
                        "method",
                        "analyze",
                        "params",
                        Map.of(
                                "key",
                                key,
                                "comment",
                                Map.of("text", "x"),
                                "requestedAttributes",
                                Map.of("TOXICITY", Map.of()))),
                // another version than the one that there is
                Map.of("version", "v1"));

        assertError(printed.get(0), 400, "INVALID_ARGUMENT", "Comment must be non-empty.");
        assertThat(printed.get(0).at("/error/details/0/errorType").asString()).isEqualTo("COMMENT_EMPTY");
        assertError(printed.get(1), 400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.");
        assertError(printed.get(2), 403, "PERMISSION_DENIED", "scope 'analyze'");
        assertError(printed.get(3), 400, "INVALID_ARGUMENT", "Unknown requested attribute: FLIRTATION");
        assertError(printed.get(4), 400, "INVALID_ARGUMENT", "resource");
        assertError(printed.get(5), 404, "NOT_FOUND", "");
    }

    @Test
    void npmsGoogleapisTriesAgainAsToldWhereItIsAskedTo() {
        String busy = platform.key(30, Scope.ANALYZE);
        List<JsonNode> printed = googleapis(
                Map.of("method", "analyze", "params", Map.of("key", busy, "resource", HARMLESS), "until", 429),
                Map.of("method", "analyze", "params", Map.of("key", busy, "resource", HARMLESS), "waits", true));

        assertError(printed.get(0), 429, "RESOURCE_EXHAUSTED", "Quota exceeded: This key may make 30 calls a minute");
        assertThat(printed.get(0).path("retryAfter").asInt()).isBetween(1, 60);
        assertThat(printed.get(1).path("status").asInt()).isEqualTo(200);
        assertThat(printed.get(1).path("calls").asInt()).isGreaterThan(1);
    }

    @Test
    void npmsGoogleapisIsToldWhenThePipelineIsFull() {
        platform.whileBusy(() -> {
            JsonNode full = googleapis(Map.of(
                            "method", "analyze", "params", Map.of("key", key, "resource", HARMLESS), "until", 503))
                    .getFirst();
            assertError(full, 503, "UNAVAILABLE", "full");
            assertThat(full.path("retryAfter").asInt()).isBetween(1, 60);
        });
    }

    @Test
    void coralScoresAComment() {
        HttpResponse<String> answer = coral("comments:analyze", key, """
                {"comment":{"text":"%s"},"doNotStore":true,"requestedAttributes":{"TOXICITY":{}},"languages":["en"]}""".formatted(INSULT));

        assertThat(answer.statusCode()).isEqualTo(200);
        // all that Coral reads
        assertThat(JSON.readTree(answer.body())
                        .at("/attributeScores/TOXICITY/summaryScore/value")
                        .asDouble())
                .isGreaterThan(0.5);
    }

    @Test
    void coralTellsWhatItsModeratorsDecided() {
        HttpResponse<String> answer = coral("comments:suggestscore", key, """
                {"comment":{"text":"Removed by a moderator of Coral."},
                 "context":{"entries":[{"text":"{\\"url\\":\\"https://example.org/a?commentID=7\\",\\"reply_to_id_Coral_comment_id\\":\\"6\\",\\"Coral_comment_id\\":\\"7\\"}"}]},
                 "attributeScores":{"TOXICITY":{"summaryScore":{"value":1}}},
                 "languages":["en"],"communityId":"Coral:https://coral.example.org","clientToken":"comment:7"}""");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("clientToken").asString()).isEqualTo("comment:7");
        assertThat(waiting("Removed by a moderator of Coral.")).isEqualTo(1);
    }

    @Test
    void coralIsToldInJsonWhatItCannotHave() {
        String body = "{\"comment\":{\"text\":\"x\"},\"requestedAttributes\":{\"TOXICITY\":{}},\"languages\":[\"en\"]}";
        String busy = platform.key(1, Scope.ANALYZE);
        coral("comments:analyze", busy, body);

        assertRefused(coral("comments:analyze", key, body.replace("\"x\"", "\"\"")), 400);
        assertRefused(coral("comments:analyze", "wrong", body), 400);
        assertRefused(coral("comments:suggestscore", platform.key(5, Scope.ANALYZE), body), 403);
        assertRefused(coral("comments:translate", key, body), 404);
        assertRefused(coral("comments:analyze", busy, body), 429);
    }

    @Test
    void coralIsToldWhenThePipelineIsFull() {
        String body = JSON.writeValueAsString(HARMLESS);
        platform.whileBusy(() -> {
            HttpResponse<String> answer = coral("comments:analyze", key, body);
            for (int tries = 1; answer.statusCode() == 200 && tries < MOST_TRIES; tries++) {
                answer = coral("comments:analyze", key, body);
            }
            assertRefused(answer, 503);
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isBetween(1L, 60L);
        });
    }

    @Test
    void answersOfEarlierDaysAreComparedWithOurs(@TempDir Path folder) throws IOException {
        List<String> recorded = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            recorded.add(recorded("Number %d: what a lovely day for a walk.".formatted(i), 0.1));
            recorded.add(recorded("Number %d: you are a pathetic idiot, go away.".formatted(i), 0.9));
        }
        recorded.add(recorded("Das Wetter ist heute wirklich schön, finde ich.", 0.1));
        Path file = Files.write(folder.resolve("answers.jsonl"), recorded);
        Path page = folder.resolve("page.html");
        int exit = new CommandLine(new CompareCommand())
                .execute(
                        "--recorded",
                        file.toString(),
                        "--as",
                        "PERSPECTIVE",
                        "--new",
                        platform.url(),
                        "--new-key",
                        key,
                        "--attributes",
                        "TOXICITY",
                        // the pipeline of this platform lets nobody wait
                        "--parallel",
                        "1",
                        "--output",
                        page.toString());

        assertThat(exit).isZero();
        assertThat(Files.readString(page))
                .contains("<b>TOXICITY</b><td>24<", "In no figure below: 1 of the texts")
                .doesNotContain("too few");
    }

    private static String recorded(String text, double score) {
        return JSON.writeValueAsString(Map.of(
                "text",
                text,
                "response",
                Map.of("attributeScores", Map.of("TOXICITY", Map.of("summaryScore", Map.of("value", score))))));
    }

    /** The request as Coral's server makes it of its setting for the endpoint, {@code https://…/v1alpha1}. */
    private static HttpResponse<String> coral(String operation, String key, String body) {
        return platform.send(
                HttpRequest.newBuilder(URI.create("%s/v1alpha1/%s?key=%s".formatted(platform.url(), operation, key)))
                        .header("User-Agent", "Coral Perspective/9.0.0")
                        .header("Accept", "application/json, text/plain, */*")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    private static void assertRefused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(JSON.readTree(answer.body()).at("/error/code").asInt()).isEqualTo(status);
    }

    private static Map<String, Object> analyze(String key, Map<String, Object> body) {
        return Map.of("method", "analyze", "params", Map.of("key", key, "resource", body));
    }

    @SafeVarargs
    private static List<JsonNode> googleapis(Map<String, Object>... steps) {
        return NodeScript.run("googleapis.mjs", platform.url(), List.of(steps));
    }

    private static void assertError(JsonNode printed, int status, String name, String words) {
        assertThat(printed.path("status").asInt()).as(printed.toString()).isEqualTo(status);
        assertThat(printed.path("exception").asString()).isEqualTo("GaxiosError");
        assertThat(printed.path("message").asString()).contains(words);
        assertThat(printed.at("/error/status").asString()).isEqualTo(name);
    }

    private static int waiting(String text) {
        return platform.part(JdbcClient.class)
                .sql("SELECT count(*) FROM suggestion WHERE text = ? AND state = 'OPEN'")
                .param(text)
                .query(Integer.class)
                .single();
    }
}
