package io.moderato.standalone.clients;

import static org.awaitility.Awaitility.await;

import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Scope;
import io.moderato.community.CommunityId;
import io.moderato.standalone.Platform;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** The platform with the shipped model, which answers one synchronous call at a time and lets nobody wait for that. */
final class ClientPlatform implements AutoCloseable {
    static final CommunityId MAIN = new CommunityId("main");

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int TEXTS_OF_A_LONG_CALL = 400;

    private final Platform platform;
    private final HttpClient http = HttpClient.newHttpClient();

    private ClientPlatform(Platform platform) {
        this.platform = platform;
    }

    static ClientPlatform start(Path data) {
        Platform platform = Platform.start(
                data,
                0,
                Map.of("moderato.pipeline.callers", "1", "moderato.pipeline.waiting-callers", "0"),
                step -> {});
        ClientPlatform clients = new ClientPlatform(platform);
        String key = clients.key(1000, Scope.MODERATE);
        // an instance tells which model it runs a moment after it began
        await().atMost(Duration.ofMinutes(1))
                .until(() -> clients.send(HttpRequest.newBuilder(URI.create(clients.url() + "/v1/models"))
                                .header("Authorization", "Bearer " + key)
                                .GET())
                        .body()
                        .contains("@"));
        return clients;
    }

    String url() {
        return platform.url();
    }

    <T> T part(Class<T> type) {
        return platform.part(type);
    }

    String key(int ratePerMinute, Scope... scopes) {
        String secret = "mod_" + UUID.randomUUID();
        part(ApiKeys.class).bootstrap(MAIN, "a client", Set.of(scopes), ratePerMinute, secret);
        return secret;
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofMinutes(1)).build(), BodyHandlers.ofString());
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Does the act while other callers keep the pipeline busy. */
    void whileBusy(Runnable act) {
        String key = key(1_000_000, Scope.MODERATE);
        Thread[] others = new Thread[2];
        for (int i = 0; i < others.length; i++) {
            others[i] = Thread.ofVirtual().start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    try {
                        send(longCall(key));
                    } catch (IllegalStateException over) {
                        return;
                    }
                }
            });
        }
        try {
            act.run();
        } finally {
            for (Thread other : others) {
                other.interrupt();
            }
            // what the others asked last may still be answered
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> send(moderation(key, "Good morning.")).statusCode() == 200);
        }
    }

    private HttpRequest.Builder longCall(String key) {
        String[] texts = new String[TEXTS_OF_A_LONG_CALL];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "Nobody has seen this text before: " + UUID.randomUUID();
        }
        return moderation(key, texts);
    }

    private HttpRequest.Builder moderation(String key, String... texts) {
        return HttpRequest.newBuilder(URI.create(url() + "/v1/moderations"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("input", texts))));
    }

    @Override
    public void close() {
        platform.close();
    }
}
