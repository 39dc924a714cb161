package io.moderato.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the platform's public API as a service would, for the demo and the benchmarks. */
final class ApiCaller {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final String key;

    ApiCaller(String url, String key) {
        this.url = url;
        this.key = key;
    }

    /**
     * Posts a body and returns the body of the answer.
     *
     * @throws IOException if the answer is an error; the message says which
     */
    JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return post(path, JSON.writeValueAsBytes(body));
    }

    /** Posts a body that is JSON already. */
    JsonNode post(String path, byte[] body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    /** Gets the body at that path. */
    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    /**
     * Waits until the content is decided, and returns it.
     *
     * @throws IOException if that takes longer than {@code patience}
     */
    JsonNode waitUntilDecided(String id, Duration patience) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(patience);
        while (Instant.now().isBefore(end)) {
            JsonNode content = get("/api/v1/content/" + id);
            if (content.path("status").asString().equals("DECIDED")) {
                return content;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        throw new IOException("Content " + id + " was not decided within " + patience);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT).header("Authorization", "Bearer " + key);
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        JsonNode body = JSON.readTree(response.body());
        if (response.statusCode() >= 300) {
            throw new IOException(request.method() + " " + request.uri().getPath() + " answered "
                    + response.statusCode() + ": " + body.path("detail").asString(""));
        }
        return body;
    }
}
