package io.moderato.admin;

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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that administers with its key, over real HTTP. */
record AdminCaller(String url, @Nullable String key) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final List<String> SURFACES = List.of("admin");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    Answer get(String path) {
        return call("GET", path, null, null);
    }

    /** What is at that address of the same process, to which no key is sent. */
    Answer at(String address) {
        return send(HttpRequest.newBuilder(URI.create(url + address)));
    }

    Answer call(String method, String path, @Nullable String ifMatch, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + AdminSurface.PREFIX + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return send(request);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpRequest call = request.timeout(Duration.ofSeconds(30)).build();
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

    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String text(String pointer) {
            return json().at(pointer).asString("");
        }
    }
}
