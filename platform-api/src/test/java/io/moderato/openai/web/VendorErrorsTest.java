package io.moderato.openai.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.moderato.access.store.Scope;
import io.moderato.api.Answer;
import io.moderato.api.Caller;
import io.moderato.surface.RawHttp;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "moderato.api.access.text-per-minute=2MB")
class VendorErrorsTest extends OpenAiTest {
    private static final String INVALID = "invalid_request_error";

    private static List<Arguments> wrongInputs() {
        return List.of(
                arguments("{}", "missing_required_parameter", "Missing required parameter: 'input'."),
                arguments("{\"input\":null}", "missing_required_parameter", "'input'"),
                arguments("{\"input\":\"\"}", "empty_string", "'input': empty string"),
                arguments("{\"input\":[]}", "empty_array", "'input': empty array"),
                arguments("{\"input\":[\"a\",\"\"]}", "empty_string", "'input[1]': empty string"),
                arguments("{\"input\":7}", "invalid_type", "expected a string or an array, but got an integer"),
                arguments("{\"input\":{\"text\":\"a\"}}", "invalid_type", "but got an object"),
                arguments("{\"input\":[1,2]}", "invalid_type", "'input[0]': expected a string or an object"),
                arguments("{\"input\":[[\"a\"]]}", "invalid_type", "but got an array"),
                arguments("{\"input\":[\"a\",1]}", "invalid_type", "'input[1]': expected a string"),
                arguments("{\"input\":[\"a\",null]}", "invalid_type", "but got null"),
                arguments(
                        "{\"input\":[{\"type\":\"text\",\"text\":\"a\"},\"b\"]}",
                        "invalid_type",
                        "'input[1]': expected an object"),
                arguments("{\"input\":[{\"text\":\"a\"}]}", "missing_required_parameter", "'input[0].type'"),
                arguments("{\"input\":[{\"type\":\"video\"}]}", "invalid_value", "'text' and 'image_url'"),
                arguments("{\"input\":[{\"type\":\"text\"}]}", "missing_required_parameter", "'input[0].text'"),
                arguments("{\"input\":[{\"type\":\"text\",\"text\":\"\"}]}", "empty_string", "'input[0].text'"),
                arguments(
                        "{\"input\":[{\"type\":\"image_url\"}]}", "missing_required_parameter", "'input[0].image_url'"),
                arguments(
                        "{\"input\":[{\"type\":\"image_url\",\"image_url\":\"a\"}]}",
                        "invalid_type",
                        "expected an object"),
                arguments(
                        "{\"input\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"ftp://a/b\"}}]}",
                        "invalid_image_url",
                        "http, https or data:image/"),
                arguments(
                        "{\"input\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,%s\"}}]}"
                                .formatted("A".repeat(140_000)),
                        "invalid_image_url",
                        "131,072"),
                arguments(
                        "{\"input\":\"%s\"}".formatted("x".repeat(65_537)), "string_above_max_length", "65,536 bytes"),
                arguments(
                        "{\"input\":[\"a\",\"%s\"]}".formatted("ä".repeat(40_000)),
                        "string_above_max_length",
                        "'input[1]'"),
                arguments(
                        "{\"input\":[%s]}".formatted(String.join(",", Collections.nCopies(1001, "\"a\""))),
                        "array_above_max_length",
                        "at most 1,000"));
    }

    @ParameterizedTest
    @MethodSource("wrongInputs")
    void saysWhatIsWrongWithTheInput(String body, String code, String words) {
        Answer answer = caller().post("/v1/moderations", body);

        assertFault(answer, 400, INVALID, VendorFault.INPUT, code, words);
        assertThat(pipeline().calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "test@other", "TEST", "", "no such"})
    void saysThatAModelDoesNotRun(String model) {
        Answer answer = caller().post("/v1/moderations", Map.of("input", "fine", "model", model));

        assertFault(answer, 404, INVALID, null, "model_not_found", "'" + model + "'", MODEL);
        assertThat(pipeline().calls()).isEmpty();
    }

    @Test
    void saysThatAModelHasTheWrongType() {
        assertFault(
                caller().post("/v1/moderations", Map.of("input", "fine", "model", 4)),
                400,
                INVALID,
                VendorFault.MODEL,
                "invalid_type",
                "'model'");
    }

    @Test
    void saysThatAnotherVersionScoredThanTheOneThatWasAskedFor() {
        pipeline().run("next");

        Answer answer = caller().post("/v1/moderations", Map.of("input", "fine", "model", MODEL));

        assertFault(answer, 404, INVALID, null, "model_not_found", "abc123");
    }

    @Test
    void saysWhoMayNot() {
        String body = "{\"input\":\"fine\"}";

        assertFault(
                new Caller(port, null).post("/v1/moderations", body), 401, INVALID, null, "invalid_api_key", "Bearer");
        Answer bad = new Caller(port, "sk-wrong").post("/v1/moderations", body);
        assertFault(bad, 401, INVALID, null, "invalid_api_key", "unknown or was revoked");
        assertThat(bad.response().body()).doesNotContain("sk-wrong");
        Caller reader = caller(community(), Set.of(Scope.CONTENT_READ), 100);
        assertFault(reader.post("/v1/moderations", body), 403, INVALID, null, "missing_scope", "'moderate'");
        assertFault(reader.get("/v1/models"), 403, INVALID, null, "missing_scope", "'moderate'");
    }

    @Test
    void tellsTheRateOfCallsWithEachAnswer() {
        Caller caller = caller(community(), Set.of(Scope.MODERATE), 2);

        Answer first = caller.post("/v1/moderations", "{\"input\":\"fine\"}");
        Answer refused = caller.post("/v1/moderations", "{\"input\":\"\"}");
        Answer above = caller.post("/v1/moderations", "{\"input\":\"fine\"}");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("x-ratelimit-limit-requests")).isEqualTo("2");
        assertThat(first.header("x-ratelimit-remaining-requests")).isEqualTo("1");
        assertThat(first.header("x-ratelimit-reset-requests")).matches("\\d+s");
        assertThat(refused.header("x-ratelimit-remaining-requests")).isEqualTo("0");
        assertThat(refused.header("x-ratelimit-reset-requests")).matches("1m0s|5\\ds");
        assertFault(above, 429, "requests", null, "rate_limit_exceeded", "2 calls a minute");
        assertThat(above.header("x-ratelimit-remaining-requests")).isEqualTo("0");
        assertThat(Integer.parseInt(above.header("retry-after"))).isBetween(1, 60);
    }

    @Test
    void asksNobodyToWaitLongerThanTheClientsDo() {
        Caller caller = caller();
        String large = "{\"input\":[%s]}"
                .formatted(String.join(",", Collections.nCopies(120, "\"" + "x".repeat(60_000) + "\"")));
        caller.post("/v1/moderations", large);

        Answer above = caller.post("/v1/moderations", "{\"input\":\"fine\"}");

        // about 5 MB in debt, of which 2 MB are paid back a minute
        assertFault(above, 429, "requests", null, "rate_limit_exceeded", "bytes of text a minute");
        assertThat(above.header("retry-after")).isEqualTo("60");
    }

    @Test
    void saysThatThePipelineIsFull() {
        Answer answer = caller().post("/v1/moderations", Map.of("input", List.of("fine", "overload")));

        assertFault(answer, 503, "server_error", null, null, "full");
        assertThat(answer.header("retry-after")).isEqualTo("5");
    }

    @Test
    void saysWhatIsWrongWithTheRequest() throws Exception {
        Caller caller = caller();

        assertFault(caller.post("/v1/moderations", "{\"input\":"), 400, INVALID, null, null, "not valid JSON");
        assertFault(caller.post("/v1/moderations", "[\"a\"]"), 400, INVALID, null, null, "not a JSON object");
        assertFault(caller.get("/v1/moderations"), 405, INVALID, null, "method_not_supported", "POST");
        assertFault(
                caller.send(caller.request("/v1/moderations")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("fine"))),
                415,
                INVALID,
                null,
                null,
                "application/json");
        try (RawHttp connection = RawHttp.to(port)) {
            String answer = connection
                    .send(
                            "POST /v1/moderations HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                                    + caller.key()
                                    + "\r\nContent-Type: application/json\r\nContent-Length: 900000000\r\n\r\n")
                    .answer();
            assertThat(answer).contains("HTTP/1.1 413", "\"error\":{\"message\":", "8,388,608");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/v1/", "/v1/chat/completions", "/v1/moderations/x", "/v1/models/a/b"})
    void saysThatNothingIsThere(String address) {
        assertFault(caller().post(address, "{}"), 404, INVALID, null, null, "nothing at this address");
        assertFault(caller().get(address), 404, INVALID, null, null, "nothing at this address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/%zz", "/v1/models;x=1", "/v1/models/a%2fb", "/v1//models%00"})
    void saysWhatTheContainerRefuses(String address) throws Exception {
        try (RawHttp connection = RawHttp.to(port)) {
            String answer = connection
                    .send("GET " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .answer();

            assertThat(answer).startsWith("HTTP/1.1 400").contains("{\"error\":{\"message\":");
        }
    }

    @Test
    void answersAPageReaderInJson() {
        Caller caller = caller();

        Answer answer = caller.send(caller.request("/v1/models/none")
                .header("Accept", "text/html,*/*;q=0.1")
                .GET());

        assertFault(answer, 404, INVALID, null, "model_not_found", "'none'");
    }

    static Stream<String> bothKinds() {
        return Stream.of("/v1/models", "/v1/nothing");
    }

    @ParameterizedTest
    @MethodSource("bothKinds")
    void namesTheRequestAndTheVersionOfTheApi(String address) {
        Answer answer = caller().get(address);

        assertThat(answer.header("x-request-id")).isNotEmpty();
        assertThat(answer.header("openai-version")).isEqualTo("2020-10-01");
    }

    private static void assertFault(
            Answer answer, int status, String type, @Nullable String param, @Nullable String code, String... words) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("x-request-id")).isNotEmpty();
        assertThat(answer.json().propertyNames()).containsExactly("error");
        assertThat(answer.json().at("/error").propertyNames()).containsExactly("message", "type", "param", "code");
        assertThat(answer.text("/error/message")).contains(words);
        assertThat(answer.text("/error/type")).isEqualTo(type);
        assertThat(answer.json().at("/error/param").stringValue(null)).isEqualTo(param);
        assertThat(answer.json().at("/error/code").stringValue(null)).isEqualTo(code);
    }
}
