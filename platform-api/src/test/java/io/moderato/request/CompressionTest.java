package io.moderato.request;

import static io.moderato.api.Caller.comment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CompressionTest extends ApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LARGEST = 8 << 20;

    @Test
    void takesACompressedBody() throws IOException {
        Caller caller = caller();
        Answer answer = post(caller, "gzip", gzip(JSON.writeValueAsBytes(comment("z-1", "hello"))));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(caller.get("/api/v1/content?externalId=z-1").text("/contents/0/text"))
                .isEqualTo("hello");
    }

    @Test
    void refusesABombWithoutUnpackingIt() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
            byte[] blanks = new byte[1 << 20];
            Arrays.fill(blanks, (byte) ' ');
            for (int megabyte = 0; megabyte < 512; megabyte++) {
                out.write(blanks);
            }
        }
        assertThat(bomb.size()).isLessThan(LARGEST);

        Answer answer = post(caller(), "gzip", bomb.toByteArray());

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("too-large");
        assertThat(answer.text("/detail")).contains("after it is decompressed");
    }

    @Test
    void saysThatACompressedBodyIsBroken() throws IOException {
        byte[] whole = gzip(JSON.writeValueAsBytes(comment("z-1", "hello")));
        byte[] changed = whole.clone();
        changed[whole.length - 5] ^= 1;

        for (byte[] broken : List.of(
                Arrays.copyOf(whole, whole.length - 10),
                changed,
                "{\"text\":\"not compressed\"}".getBytes(StandardCharsets.UTF_8))) {
            Answer answer = post(caller(), "gzip", broken);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.problem()).isEqualTo("unreadable-request");
            assertThat(answer.text("/detail")).contains("gzip");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "gzip, gzip", "zstd"})
    void refusesOtherEncodings(String encoding) {
        Answer answer = post(caller(), encoding, "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.problem()).isEqualTo("unsupported-encoding");
        assertThat(answer.header("Accept-Encoding")).isEqualTo("gzip");
    }

    @Test
    void compressesWhatIsAskedForCompressed() throws Exception {
        Caller caller = caller();
        for (int call = 0; call < 5; call++) {
            List<Object> items = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                items.add(comment(
                        "z-" + call + "-" + i, i % 3 == 0 ? "Something vile, number " + i : "Text number " + i));
            }
            caller.post("/api/v1/moderate", Map.of("items", items));
        }
        await().atMost(Duration.ofMinutes(1))
                .until(() -> caller.get("/api/v1/decisions?limit=500")
                                .json()
                                .at("/decisions")
                                .size()
                        == 500);
        Answer plain = caller.get("/api/v1/decisions?limit=500");
        HttpResponse<byte[]> packed = HttpClient.newHttpClient()
                .send(
                        caller.request("/api/v1/decisions?limit=500")
                                .header("Accept-Encoding", "gzip")
                                .build(),
                        BodyHandlers.ofByteArray());

        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.headers().firstValue("Vary").orElse("").toLowerCase(Locale.ROOT))
                .contains("accept-encoding");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(plain.response().body());
        }
        assertThat(packed.body().length * 5).isLessThan(plain.response().body().length());
    }

    private static Answer post(Caller caller, String encoding, byte[] body) {
        return caller.send(caller.request("/api/v1/content")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }
}
