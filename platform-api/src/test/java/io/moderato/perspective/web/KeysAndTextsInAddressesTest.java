package io.moderato.perspective.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.Scope;
import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import io.moderato.surface.RawHttp;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The vendor's clients write the key into the address, and careless clients also the comment. Neither reaches our log or an answer. */
@ExtendWith(OutputCaptureExtension.class)
class KeysAndTextsInAddressesTest extends ApiTest {
    private static final String ANALYZE = "/v1alpha1/comments:analyze?key=";
    private static final String SECRET = "nobodysbusiness";

    @ParameterizedTest
    @ValueSource(strings = {"comment%5Btext%5D", "comment.text", "comment", "%63omment%5Btext%5D"})
    void refusesACommentInTheAddressAndSaysWhereItBelongs(String name, CapturedOutput output) {
        Caller nobody = new Caller(port, null);
        String key = analyst();
        Answer answer = nobody.send(
                nobody.request(ANALYZE + key + "&" + name + "=" + SECRET).POST(BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/error/message")).contains("address", "JSON body", "resource");
        assertThat(answer.text("/error/details/0/errorType")).isEqualTo("INVALID_REQUEST");
        assertThat(answer.response().body()).doesNotContain(SECRET, key);
        assertThat(output).doesNotContain(SECRET, key);
    }

    @Test
    void logsNoKeyWhateverHappensToTheCall(CapturedOutput output) throws Exception {
        Caller nobody = new Caller(port, null);
        String key = analyst();
        for (String body : new String[] {
            "{\"comment\":{\"text\":\"%s\"},\"requestedAttributes\":{\"TOXICITY\":{}}}".formatted(SECRET),
            "{\"comment\":{\"text\":\"%s overload\"},\"requestedAttributes\":{\"TOXICITY\":{}}}".formatted(SECRET),
            "{\"%s\":".formatted(SECRET)
        }) {
            assertThat(nobody.post(ANALYZE + key, body).response().body()).doesNotContain(key);
        }
        nobody.post(ANALYZE + "wrong" + key, "{}");
        nobody.get("/v1alpha1/nothing?key=" + key);

        assertThat(output).contains("/v1alpha1/comments:analyze: unavailable").doesNotContain(SECRET, key);
    }

    /** Tomcat itself refuses brackets that are not escaped, and logs this before any of our code sees the call. */
    @Test
    void logsNoMalformedAddress(CapturedOutput output) throws Exception {
        String key = analyst();
        try (RawHttp connection = RawHttp.to(port)) {
            String answer = connection
                    .send("POST " + ANALYZE + key + "&comment[text]=" + SECRET
                            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                    .answer();

            assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain(SECRET, key);
        }
        assertThat(output).doesNotContain(SECRET, key);
    }

    private String analyst() {
        return caller(community(), Set.of(Scope.ANALYZE), 1000).key();
    }
}
