package io.moderato.api;

import io.moderato.surface.Described;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A platform service that calls the API with its key, over real HTTP. */
public record Caller(int port, @Nullable String key) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final List<String> SURFACES = List.of("v1", "openai", "perspective");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, Object body) {
        return post(path, JSON.writeValueAsString(body));
    }

    public Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(30));
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            HttpRequest call = request.build();
            HttpResponse<String> response = CLIENT.send(call, BodyHandlers.ofString());
            Described.check(SURFACES, call, response);
            return new Answer(response);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** A comment in the form in which a platform posts it. */
    public static Map<String, Object> comment(String externalId, String text) {
        return Map.of("externalId", externalId, "author", Map.of("id", "author-1", "name", "Ada"), "text", text);
    }
}
