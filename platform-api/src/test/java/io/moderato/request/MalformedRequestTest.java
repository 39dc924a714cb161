package io.moderato.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.api.ApiTest;
import io.moderato.surface.RawHttp;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that no client sends by accident, over a bare connection to the API, to the actuator and to unknown addresses. */
class MalformedRequestTest extends ApiTest {
    private static final List<String> PLACES =
            List.of("/api/v1/decisions", "/api/v1/content", "/actuator/health", "/wp-login.php");
    private static final Pattern STATUS = Pattern.compile("HTTP/1.1 (4\\d\\d)");
    private static final Pattern STATUS_IN_BODY = Pattern.compile("\"status\":(\\d+)");
    private static final String KEY_MARK = "KEY";
    private static final String JSON = "Content-Type: application/json\r\n";

    static Stream<String> requests() {
        return PLACES.stream().flatMap(MalformedRequestTest::requestsTo);
    }

    private static Stream<String> requestsTo(String path) {
        return Stream.of(
                // queries
                get(path + "?%"),
                get(path + "?a=%zz"),
                get(path + "?a=%00"),
                get(path + "?=&=x"),
                get(path + "?a=%ff%fe"),
                // paths
                get(path + "/x;a=%"),
                get(path + ";x=1"),
                get(path + ";JSESSIONID=ABC"),
                get(path + "/%"),
                get(path + "/%zz"),
                get(path + "/%00"),
                get(path + "/a%2fb"),
                get(path + "/a%5cb"),
                get(path + "/a|b"),
                get(path + "/%ff"),
                get(path.substring(1)),
                get(path + "?a=" + "x".repeat(20_000)),
                // methods and versions
                line("CONNECT " + path + " HTTP/1.1", ""),
                line("G(T " + path + " HTTP/1.1", ""),
                line("MADEUP " + path + " HTTP/1.1", ""),
                line("GET " + path + " HTTP/2.0", ""),
                line("GET " + path + " HTTP/9.9", ""),
                line("GET " + path + " XTP/1.1", ""),
                // headers
                "GET " + path + " HTTP/1.1\r\nConnection: close\r\n\r\n",
                line("GET " + path + " HTTP/1.1", "Host: other\r\n"),
                "GET " + path + " HTTP/1.1\r\nHost: a b<>\r\nConnection: close\r\n\r\n",
                line("GET " + path + " HTTP/1.1", "X-A: a\0b\r\n"),
                line("GET " + path + " HTTP/1.1", "no colon\r\n"),
                line("GET " + path + " HTTP/1.1", "X-A: " + "y".repeat(20_000) + "\r\n"),
                line("GET " + path + " HTTP/1.1", "X-A: 1\r\n".repeat(300)),
                // lengths and encodings of bodies
                post(path, JSON + "Content-Length: -1\r\n", ""),
                post(path, JSON + "Content-Length: x\r\n", ""),
                post(path, JSON + "Content-Length: 99999999999999999999\r\n", ""),
                post(path, JSON + "Content-Length: 1\r\nContent-Length: 2\r\n", "{}"),
                post(path, JSON + "Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"),
                post(path, JSON + "Transfer-Encoding: made-up\r\n", "0\r\n\r\n"),
                post(path, JSON + "Transfer-Encoding: chunked\r\n", "zz\r\nab\r\n"),
                post(path, JSON + "Expect: nonsense\r\nContent-Length: 2\r\n", "{}"),
                post(path, "Content-Type: multipart/form-data\r\nContent-Length: 2\r\n", "{}"),
                post(path, "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 5\r\n", "--x\r\n"),
                post(path, "Content-Type: ;;/\r\nContent-Length: 2\r\n", "{}"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void isTheSendersFaultInAProblemThatSaysTheSameStatus(String request) throws Exception {
        String answer;
        try (RawHttp connection = RawHttp.to(port)) {
            answer = connection
                    .send(request.replace("Connection:", "X-API-Key: " + KEY_MARK + "\r\nConnection:")
                            .replace(KEY_MARK, caller().key()))
                    .answer();
        }

        Matcher status = STATUS.matcher(answer);
        assertThat(status.lookingAt()).as(answer).isTrue();
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertThat(body).isNotBlank();
        Matcher inBody = STATUS_IN_BODY.matcher(body);
        if (inBody.find()) {
            assertThat(inBody.group(1)).isEqualTo(status.group(1));
        } else {
            assertThat(request).contains("wp-login.php");
            assertThat(body).contains(status.group(1));
        }
        assertThat(body).doesNotContain("java.", "org.", "tools.", "Exception", "Tomcat", "io.moderato");
        assertThat(answer).doesNotContain("Set-Cookie");
    }

    private static String get(String target) {
        return line("GET " + target + " HTTP/1.1", "");
    }

    private static String line(String line, String headers) {
        return line + "\r\nHost: localhost\r\n" + headers + "Connection: close\r\n\r\n";
    }

    private static String post(String path, String headers, String body) {
        return line("POST " + path + " HTTP/1.1", headers) + body;
    }
}
