package io.moderato.access.web;

import static io.moderato.api.Caller.comment;
import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

@DirtiesContext
@TestPropertySource(properties = "moderato.api.access.text-per-minute=10KB")
class TextLimitTest extends ApiTest {
    @Test
    void isToldWithEachAnswer() {
        Answer answer = caller().post("/api/v1/content", comment("e", "x".repeat(4000)));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("X-RateLimit-Text-Limit")).isEqualTo("10240");
        assertThat(Integer.parseInt(answer.header("X-RateLimit-Text-Remaining")))
                .isBetween(5000, 6200);
        assertThat(Integer.parseInt(answer.header("X-RateLimit-Text-Reset"))).isBetween(1, 30);
    }

    @Test
    void takesABatchThatAloneIsLargerAndThenAsksToWait() {
        Caller caller = caller();
        Answer large = caller.post(
                "/api/v1/content/batch",
                Map.of("items", List.of(comment("a", "x".repeat(20_000)), comment("b", "y".repeat(20_000)))));
        Answer next = caller.post("/api/v1/content", comment("c", "short"));

        assertThat(large.status()).isEqualTo(202);
        assertThat(large.header("X-RateLimit-Text-Remaining")).isEqualTo("0");
        assertThat(next.status()).isEqualTo(429);
        assertThat(next.problem()).isEqualTo("rate-limited");
        // about 30,000 bytes in debt, of which 10,240 are paid back a minute; clients pass over a wait of more than one
        assertThat(next.header("Retry-After")).isEqualTo("60");
        assertThat(next.text("/detail"))
                .contains("10,240 bytes of text a minute")
                .containsPattern("Wait 1[0-9]{2} s");
    }

    @Test
    void countsBodiesWhoseLengthIsNotAnnounced() {
        Caller caller = caller();
        byte[] body = "{\"externalId\":\"e\",\"author\":{\"id\":\"a\"},\"text\":\"%s\"}"
                .formatted("x".repeat(20_000))
                .getBytes(StandardCharsets.UTF_8);
        Answer streamed = caller.send(caller.request("/api/v1/content")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertThat(streamed.status()).isEqualTo(202);
        assertThat(caller.post("/api/v1/content", comment("f", "short")).status())
                .isEqualTo(429);
    }

    @Test
    void countsWhatACompressedBodyHolds() throws IOException {
        Caller caller = caller();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("{\"externalId\":\"e\",\"author\":{\"id\":\"a\"},\"text\":\"%s\"}"
                    .formatted("x".repeat(20_000))
                    .getBytes(StandardCharsets.UTF_8));
        }
        Answer small = caller.send(caller.request("/api/v1/content")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(packed.toByteArray())));

        assertThat(packed.size()).isLessThan(1000);
        assertThat(small.status()).isEqualTo(202);
        assertThat(caller.post("/api/v1/content", comment("f", "short")).status())
                .isEqualTo(429);
    }

    @Test
    void letsReadersAndOtherKeysGoOn() {
        Caller writer = caller();
        Caller other = caller();
        writer.post("/api/v1/content", comment("e", "x".repeat(20_000)));

        assertThat(writer.post("/api/v1/content", comment("f", "short")).status())
                .isEqualTo(429);
        assertThat(writer.get("/api/v1/decisions").status()).isEqualTo(200);
        assertThat(other.post("/api/v1/content", comment("g", "short")).status())
                .isEqualTo(202);
    }
}
