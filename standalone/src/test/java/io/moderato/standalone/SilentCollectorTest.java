package io.moderato.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Scope;
import io.moderato.community.CommunityId;
import io.moderato.content.store.Contents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A collector that takes connections and never answers. */
class SilentCollectorTest {
    private static final String KEY = "a-key-for-this-test-only";
    private static final int BATCHES = 5;
    private static final int ITEMS = 300;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    @Test
    void costsNoCallAndNoDecision() throws IOException, InterruptedException {
        try (ServerSocket collector = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Platform platform = Platform.start(
                    folder,
                    0,
                    Map.of(
                            "moderato.trace.endpoint",
                            "http://127.0.0.1:" + collector.getLocalPort() + "/v1/traces",
                            "moderato.trace.sampling",
                            "1.0",
                            // far fewer than there will be
                            "moderato.trace.queue",
                            "512"),
                    step -> {});
            try {
                platform.part(ApiKeys.class)
                        .bootstrap(new CommunityId("main"), "forum", Scope.ofServices(), 100_000, KEY);
                ApiCaller service = new ApiCaller(platform.url(), KEY);
                for (int i = 0; i < BATCHES; i++) {
                    assertThat(service.post("/api/v1/content/batch", JSON.writeValueAsBytes(batch(i)))
                                    .path("accepted")
                                    .asInt())
                            .isEqualTo(ITEMS);
                }
                Contents contents = platform.part(Contents.class);
                await().atMost(Duration.ofMinutes(2)).until(() -> !contents.anyQueued());
                assertThat(contents.count()).isEqualTo((long) BATCHES * ITEMS);
            } finally {
                long start = System.nanoTime();
                platform.close();
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
            }
        }
    }

    private static Map<String, Object> batch(int number) {
        return Map.of(
                "items",
                IntStream.range(0, ITEMS)
                        .mapToObj(i -> Map.of(
                                "externalId", number + "-" + i,
                                "author", Map.of("id", "a-" + i),
                                "text", "Comment " + i + " of the batch " + number))
                        .toList());
    }
}
