package io.moderato.deployment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls one service on this machine. */
record Caller(int port, String key) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The status of the answer to a GET, or -1 if nobody answers. */
    int status(String path) throws InterruptedException {
        try {
            return HTTP.send(request(path).build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException nobody) {
            return -1;
        }
    }

    boolean isReady() throws InterruptedException {
        return status("/actuator/health/readiness") == 200;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(
                HTTP.send(request(path).build(), BodyHandlers.ofString()).body());
    }

    JsonNode post(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
    }

    /** How many contents have an automatic decision, up to five hundred. */
    long decided() throws IOException, InterruptedException {
        return get("/api/v1/decisions?limit=500").path("decisions").size();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key);
    }
}
