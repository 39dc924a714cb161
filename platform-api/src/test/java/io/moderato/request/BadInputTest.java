package io.moderato.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class BadInputTest extends ApiTest {
    private static final String GOOD_START = "\"externalId\":\"e\",\"author\":{\"id\":\"a\"},";

    @Autowired
    private JdbcClient jdbc;

    private Caller caller;

    @BeforeEach
    void call() {
        caller = caller();
    }

    static Stream<Arguments> refusedContents() {
        String images = "\"https://example.org/1\",".repeat(10) + "\"https://example.org/11\"";
        return Stream.of(
                // text
                arguments("{" + GOOD_START + "\"text\":\"\"}", 400, "/text", "empty"),
                arguments("{" + GOOD_START + "\"text\":\" \\n\\t \"}", 400, "/text", "empty"),
                arguments("{" + GOOD_START + "\"text\":null}", 400, "/text", "empty"),
                arguments("{\"externalId\":\"e\",\"author\":{\"id\":\"a\"}}", 400, "/text", "no images"),
                arguments(
                        "{" + GOOD_START + "\"text\":\"x\",\"images\":null,\"text2\":1}",
                        400,
                        "/text2",
                        "The fields are author, context"),
                arguments("{" + GOOD_START + "\"text\":\"" + "x".repeat(65_537) + "\"}", 413, "/text", "65,536"),
                arguments("{" + GOOD_START + "\"text\":\"" + "ä".repeat(32_769) + "\"}", 413, "/text", "65,536"),
                arguments("{" + GOOD_START + "\"text\":\"a\\u0000b\"}", 400, "/text", "U+0000"),
                arguments("{" + GOOD_START + "\"text\":\"a\\ud83d\"}", 400, "/text", "surrogate U+D83D"),
                arguments("{" + GOOD_START + "\"text\":\"\\udc4f\"}", 400, "/text", "surrogate U+DC4F"),
                arguments("{" + GOOD_START + "\"text\":1}", 400, "/text", "Expected a text, got a number"),
                arguments("{" + GOOD_START + "\"text\":[\"x\"]}", 400, "/text", "got an array"),
                // ids
                arguments("{\"author\":{\"id\":\"a\"},\"text\":\"x\"}", 400, "/externalId", "missing"),
                arguments(
                        "{\"externalId\":\"\",\"author\":{\"id\":\"a\"},\"text\":\"x\"}",
                        400,
                        "/externalId",
                        "1 to 200"),
                arguments(
                        "{\"externalId\":\"" + "e".repeat(201) + "\",\"author\":{\"id\":\"a\"},\"text\":\"x\"}",
                        400,
                        "/externalId",
                        "1 to 200"),
                arguments(
                        "{\"externalId\":\"a\\nb\",\"author\":{\"id\":\"a\"},\"text\":\"x\"}",
                        400,
                        "/externalId",
                        "line breaks"),
                arguments(
                        "{\"externalId\":\"\\u0000\",\"author\":{\"id\":\"a\"},\"text\":\"x\"}",
                        400,
                        "/externalId",
                        "U+0000"),
                arguments(
                        "{\"externalId\":7,\"author\":{\"id\":\"a\"},\"text\":\"x\"}",
                        400,
                        "/externalId",
                        "Expected a text"),
                arguments("{\"externalId\":\"e\",\"text\":\"x\"}", 400, "/author", "missing"),
                arguments(
                        "{\"externalId\":\"e\",\"author\":\"Ada\",\"text\":\"x\"}",
                        400,
                        "/author",
                        "Expected an object, got a text"),
                arguments("{\"externalId\":\"e\",\"author\":{},\"text\":\"x\"}", 400, "/author/id", "missing"),
                arguments(
                        "{\"externalId\":\"e\",\"author\":{\"id\":\"" + "a".repeat(201) + "\"},\"text\":\"x\"}",
                        400,
                        "/author/id",
                        "1 to 200"),
                arguments(
                        "{\"externalId\":\"e\",\"author\":{\"id\":\"a\",\"name\":\"" + "a".repeat(201)
                                + "\"},\"text\":\"x\"}",
                        400,
                        "/author/name",
                        "1 to 200"),
                arguments(
                        "{\"externalId\":\"e\",\"author\":{\"id\":\"a\",\"mail/x\":1},\"text\":\"x\"}",
                        400,
                        "/author/mail~1x",
                        "The fields are id, name"),
                // the rest
                arguments(
                        "{" + GOOD_START + "\"text\":\"x\",\"type\":\"tweet\"}",
                        400,
                        "/type",
                        "known are comment, post"),
                arguments("{" + GOOD_START + "\"text\":\"x\",\"language\":\"english!\"}", 400, "/language", "BCP 47"),
                arguments("{" + GOOD_START + "\"text\":\"x\",\"language\":\"e\"}", 400, "/language", "BCP 47"),
                arguments(
                        "{" + GOOD_START + "\"text\":\"x\",\"url\":\"ftp://example.org\"}",
                        400,
                        "/url",
                        "http or https"),
                arguments(
                        "{" + GOOD_START + "\"text\":\"x\",\"url\":\"javascript:alert(1)\"}",
                        400,
                        "/url",
                        "http or https"),
                arguments("{" + GOOD_START + "\"text\":\"x\",\"url\":\"http://a b\"}", 400, "/url", "Percent-encode"),
                arguments(
                        "{" + GOOD_START + "\"text\":\"x\",\"url\":\"https://e.org/" + "u".repeat(2000) + "\"}",
                        400,
                        "/url",
                        "2,000"),
                arguments(
                        "{" + GOOD_START + "\"text\":\"x\",\"images\":[" + images + "]}", 400, "/images", "at most 10"),
                arguments(
                        "{" + GOOD_START + "\"images\":[\"https://e.org/a\",\"file:///etc/passwd\"]}",
                        400,
                        "/images/1",
                        "data:image/"),
                arguments("{" + GOOD_START + "\"images\":[\"data:text/html,x\"]}", 400, "/images/0", "data:image/"),
                arguments(
                        "{" + GOOD_START + "\"images\":[\"data:image/png;base64," + "A".repeat(131_072) + "\"]}",
                        413,
                        "/images/0",
                        "131,072"),
                arguments("{" + GOOD_START + "\"images\":[5]}", 400, "/images/0", "got a number"),
                arguments("{" + GOOD_START + "\"images\":\"https://e.org/a\"}", 400, "/images", "Expected an array"),
                arguments(
                        "{" + GOOD_START + "\"text\":\"x\",\"createdAt\":\"yesterday\"}",
                        400,
                        "/createdAt",
                        "RFC 3339"),
                arguments(
                        "{" + GOOD_START + "\"text\":\"x\",\"createdAt\":\"2026-11-21\"}",
                        400,
                        "/createdAt",
                        "RFC 3339"),
                arguments(
                        "{" + GOOD_START + "\"text\":\"x\",\"createdAt\":\"+99999-01-01T00:00:00Z\"}",
                        400,
                        "/createdAt",
                        "1970 to 2199"),
                arguments("{" + GOOD_START + "\"text\":\"x\",\"createdAt\":1}", 400, "/createdAt", "Expected a text"),
                arguments(
                        "{" + GOOD_START + "\"text\":\"x\",\"context\":{\"parentText\":\"" + "x".repeat(65_537)
                                + "\"}}",
                        413,
                        "/context/parentText",
                        "65,536"),
                arguments(
                        "{" + GOOD_START + "\"text\":\"x\",\"context\":{\"parentText\":\"\\u0000\"}}",
                        400,
                        "/context/parentText",
                        "U+0000"),
                arguments("{" + GOOD_START + "\"text\":\"x\",\"context\":[]}", 400, "/context", "Expected an object"));
    }

    @ParameterizedTest
    @MethodSource("refusedContents")
    void refusesAContentWithTheFieldAtFault(String body, int status, String pointer, String detail) {
        Answer answer = caller.post("/api/v1/content", body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text("/pointer")).isEqualTo(pointer);
        assertThat(answer.text("/detail")).contains(detail);
        assertThat(answer.text("/requestId")).isNotEmpty().isEqualTo(answer.header("X-Request-Id"));
        assertThat(answer.problem()).isEqualTo(status == 413 ? "too-large" : "invalid-field");
        assertThat(stored()).isZero();
    }

    static Stream<Arguments> unreadableBodies() {
        return Stream.of(
                arguments("", "no body"),
                arguments("[]", "not a JSON object"),
                arguments("\"text\"", "not a JSON object"),
                arguments("{", "line 1, column"),
                arguments("{\n  \"text\": oops\n}", "line 2, column"),
                arguments("{\"text\": \"a\nb\"}", "not valid JSON"),
                arguments("{\"text\":\"a\",\"text\":\"b\"}", "not valid JSON"),
                arguments("{\"text\":\"a\"} trailing", "not valid JSON"),
                arguments("{\"a\":".repeat(5000), "not valid JSON"));
    }

    @ParameterizedTest
    @MethodSource("unreadableBodies")
    void refusesABodyThatIsNoJsonObject(String body, String detail) {
        Answer answer = caller.post("/api/v1/content", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("unreadable-request");
        assertThat(answer.text("/detail")).contains(detail);
    }

    @Test
    void refusesInvalidUtf8() {
        byte[] body = ("{" + GOOD_START + "\"text\":\"caf\u00e9\"}").getBytes(StandardCharsets.ISO_8859_1);
        Answer answer = caller.send(caller.request("/api/v1/content")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("unreadable-request");
        assertThat(answer.text("/detail")).contains("not UTF-8").contains("offset %d".formatted(body.length - 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/json;charset=iso-8859-1"})
    void refusesOtherContentTypes(String type) {
        var request = caller.request("/api/v1/content")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{" + GOOD_START + "\"text\":\"x\"}"));
        Answer answer = caller.send(request);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.problem()).isEqualTo("unsupported-media-type");
        assertThat(answer.header("Accept")).isEqualTo("application/json");
    }

    @Test
    void refusesAWrongMethodAndNamesThePossibleOnes() {
        Answer answer = caller.get("/api/v1/content/x/reports");
        Answer put = caller.send(caller.request("/api/v1/content").PUT(BodyPublishers.ofString("{}")));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(put.status()).isEqualTo(405);
        assertThat(put.problem()).isEqualTo("method-not-allowed");
        assertThat(put.header("Allow")).isEqualTo("GET, POST");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/content/4711",
        "/api/v1/content/00000000-0000-0000-0000-00000000000g",
        "/api/v1/content/1-1-1-1-1",
        "/api/v1/appeals/4711",
        "/api/v1/appeals/00000000-0000-0000-0000-000000000000",
        "/api/v1/nothing",
        "/api/v2/content",
        "/api/nothing"
    })
    void answersWhatIsNotThereWithAProblem(String path) {
        Answer answer = caller.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text("/requestId")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, /limit",
        "limit=501, /limit",
        "limit=-1, /limit",
        "limit=ten, /limit",
        "limit=, /limit",
        "after=x, /after",
        "after=1-99999999999999999999, /after",
        "after=, /after"
    })
    void refusesWrongQueryParameters(String query, String pointer) {
        Answer answer = caller.get("/api/v1/decisions?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/pointer")).isEqualTo(pointer);
    }

    @Test
    void refusesUnknownQueryParameters() {
        assertThat(caller.get("/api/v1/decisions?limt=5").text("/detail")).contains("Known are after, since, limit");
    }

    @ParameterizedTest
    @CsvSource({"/items", "/other"})
    void refusesABatchThatIsNone(String pointer) {
        String body = pointer.equals("/items") ? "{\"items\":[]}" : "{\"other\":[]}";
        Answer answer = caller.post("/api/v1/content/batch", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/pointer")).isEqualTo(pointer);
    }

    @Test
    void refusesABodyOverItsLimitBeforeReadingIt() throws Exception {
        // only the head is sent, so an answer proves that nobody waited for the body
        String head = "POST /api/v1/content HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + caller.key()
                + "\r\nContent-Type: application/json\r\nContent-Length: 900000000\r\n\r\n";

        assertThat(raw(head))
                .startsWith("HTTP/1.1 413")
                .contains("application/problem+json")
                .contains("8,388,608");
    }

    @Test
    void refusesAnUnannouncedBodyOverItsLimit() {
        byte[] body = new byte[9 * 1024 * 1024];
        Answer answer = caller.send(caller.request("/api/v1/content")
                .header("Content-Type", "application/json")
                .expectContinue(false)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void answersAnAddressWithANulCharacterWithAProblem() {
        Answer answer = caller.get("/api/v1/content/%00");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("unreadable-request");
    }

    @Test
    void showsNoPageOfTheContainerForAMalformedAddress() throws Exception {
        String answer = raw("GET /api/v1/content/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("<html").doesNotContain("Tomcat");
    }

    @Test
    void answersWhatTheFirewallRefusesWithAProblem() {
        Answer answer = caller.get("/api/v1/content;x=1");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    private String raw(String request) throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[8192];
            for (int read = socket.getInputStream().read(buffer); read > 0; ) {
                answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                read = answer.indexOf("}") > 0 || answer.indexOf("</html>") > 0
                        ? -1
                        : socket.getInputStream().read(buffer);
            }
            return answer.toString();
        }
    }

    private int stored() {
        return jdbc.sql("SELECT count(*) FROM content WHERE community_id = ?")
                .param(communityOf(caller).value())
                .query(Integer.class)
                .single();
    }
}
