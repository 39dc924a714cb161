package io.moderato.standalone.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.Scope;
import io.moderato.comparison.CompareCommand;
import io.moderato.openai.store.OpenAiCategory;
import io.moderato.standalone.clients.OpenAiClient.Call;
import io.moderato.standalone.clients.OpenAiClient.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Libraries that call OpenAI's moderation endpoint call ours, and their users see the answers and exceptions that they know. */
class OpenAiClientsTest {
    private static final String HARMLESS = "What a lovely day for a walk.";
    private static final String INSULT = "You are a pathetic idiot, go away.";
    private static final int FEW = 30;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static ClientPlatform platform;
    private static String key;

    @BeforeAll
    static void start(@TempDir Path data) {
        NodeScript.install();
        platform = ClientPlatform.start(data);
        key = platform.key(10_000, Scope.MODERATE);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    static Stream<OpenAiClient> clients() {
        return Stream.of(new NodeOpenAi(), new LangChain4j(), new SpringAi());
    }

    @ParameterizedTest
    @MethodSource("clients")
    void flagWhatThePolicyDoesNotApprove(OpenAiClient client) {
        assertThat(client.moderate(call(key, HARMLESS))).isEqualTo(new Outcome(List.of(false), null));
        assertThat(client.moderate(call(key, INSULT))).isEqualTo(new Outcome(List.of(true), null));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void sendSeveralTextsAtOnce(OpenAiClient client) {
        if (client.takesSeveral()) {
            assertThat(client.moderate(call(key, HARMLESS, INSULT)).flagged()).contains(true);
            assertThat(client.moderate(call(key, HARMLESS, "Good morning to you all."))
                            .flagged())
                    .containsOnly(false);
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void throwWhatTheirUsersCatch(OpenAiClient client) {
        assertThrown(client, 400, call(key, "A text is at most 64 KB. ".repeat(3000)));
        assertThrown(client, 401, call("sk-wrong", HARMLESS));
        assertThrown(client, 403, call(platform.key(100, Scope.CONTENT_READ), HARMLESS));
        assertThrown(client, 404, new Call(platform.url(), key, "gpt-4o", List.of(HARMLESS), 0));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void tryAgainWhenTheirKeyMayAgain(OpenAiClient client) {
        String busy = platform.key(FEW, Scope.MODERATE);

        assertThat(client.refused(call(busy, HARMLESS), 429).exception()).isEqualTo(client.exceptionFor(429));
        assertThat(client.moderate(new Call(platform.url(), busy, null, List.of(HARMLESS), 3)))
                .isEqualTo(new Outcome(List.of(false), null));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void throwWhenThePipelineIsFull(OpenAiClient client) {
        platform.whileBusy(() ->
                assertThat(client.refused(call(key, HARMLESS), 503).exception()).isEqualTo(client.exceptionFor(503)));
    }

    @Test
    void npmsReadsEveryFieldOfAnswersAndErrors() {
        List<JsonNode> printed = NodeOpenAi.run(
                platform.url(),
                List.of(
                        Map.of("key", key, "params", Map.of("input", List.of(INSULT, "Das Wetter ist heute schön."))),
                        Map.of("key", key, "models", true),
                        Map.of("key", key, "params", Map.of("input", List.of())),
                        Map.of(
                                "key",
                                platform.key(1, Scope.MODERATE),
                                "params",
                                Map.of("input", HARMLESS),
                                "until",
                                429),
                        Map.of(
                                "key",
                                key,
                                "params",
                                Map.of(
                                        "input",
                                        List.of(
                                                Map.of("type", "text", "text", HARMLESS),
                                                Map.of(
                                                        "type",
                                                        "image_url",
                                                        "image_url",
                                                        Map.of("url", "https://example.org/a.png")))))));

        JsonNode answer = printed.getFirst();
        Set<String> all =
                Stream.of(OpenAiCategory.values()).map(OpenAiCategory::key).collect(Collectors.toSet());
        for (String part : List.of("categories", "category_scores", "category_applied_input_types")) {
            assertThat(answer.at("/answer/results/0/" + part).propertyNames())
                    .as(part)
                    .containsExactlyInAnyOrderElementsOf(all);
        }
        assertThat(answer.at("/answer/results/0/category_applied_input_types/harassment")
                        .toString())
                .isEqualTo("[\"text\"]");
        // no model reads German, so nobody knows: that is not a low score
        assertThat(answer.at("/answer/results/1/category_scores/harassment").asDouble())
                .isZero();
        assertThat(answer.at("/answer/results/1/category_applied_input_types/harassment"))
                .isEmpty();
        assertThat(answer.path("requestId").asString()).isNotBlank();
        assertThat(printed.get(1).path("models").toString()).contains("omni-moderation-latest");
        assertThat(printed.get(2).path("code").asString()).isEqualTo("empty_array");
        assertThat(printed.get(2).path("param").asString()).isEqualTo("input");
        assertThat(printed.get(2).path("type").asString()).isEqualTo("invalid_request_error");
        assertThat(printed.get(2).path("requestId").asString()).isNotBlank();
        assertThat(printed.get(3).path("code").asString()).isEqualTo("rate_limit_exceeded");
        assertThat(printed.get(4).at("/answer/results")).hasSize(1);
        assertThat(printed.get(4).at("/answer/results/0/flagged").asBoolean()).isTrue();
    }

    @Test
    void answersOfEarlierDaysAreComparedWithOurs(@TempDir Path folder) throws IOException {
        List<String> recorded = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            recorded.add(recorded(i + " things make a lovely day for a walk.", 0.01));
            recorded.add(recorded("Go away, you %d pathetic idiots.".formatted(i + 2), 0.9));
        }
        Path file = Files.write(folder.resolve("answers.jsonl"), recorded);
        Path page = folder.resolve("page.html");
        int exit = new CommandLine(new CompareCommand())
                .execute(
                        "--recorded",
                        file.toString(),
                        "--as",
                        "OPENAI",
                        "--new",
                        platform.url(),
                        "--new-key",
                        key,
                        // the pipeline of this platform lets nobody wait
                        "--parallel",
                        "1",
                        "--output",
                        page.toString());

        assertThat(exit).isZero();
        // nobody scores illicit texts here, so there is nothing to compare
        assertThat(Files.readString(page)).contains("<b>harassment</b><td>24<").doesNotContain("illicit");
    }

    private static String recorded(String text, double score) {
        return JSON.writeValueAsString(Map.of(
                "text",
                text,
                "response",
                Map.of("results", List.of(Map.of("category_scores", Map.of("harassment", score, "illicit", 0.02))))));
    }

    private static void assertThrown(OpenAiClient client, int status, Call call) {
        assertThat(client.moderate(call).exception()).as(status + "").isEqualTo(client.exceptionFor(status));
    }

    private static Call call(@Nullable String with, String... texts) {
        return new Call(platform.url(), with, null, List.of(texts), 0);
    }
}
