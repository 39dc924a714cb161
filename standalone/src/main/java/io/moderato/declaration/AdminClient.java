package io.moderato.declaration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Calls the Admin API with a key. What it says of failures never holds the key. */
final class AdminClient {
    static final String PREFIX = "/api/admin/v1";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final long LARGEST_ANSWER = 64L * 1024 * 1024;
    private static final int TRIES = 5;
    private static final long LONGEST_WAIT_SECONDS = 60;
    private static final int FIRST_FAILURE = 300;
    private static final int TOO_MANY = 429;

    private final HttpClient http;
    private final URI url;
    private final String key;

    AdminClient(URI url, String key) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        this.url = url;
        this.key = key;
    }

    /**
     * An answer.
     *
     * @param etag the version of what was read or changed; empty if it has none
     */
    record Answer(JsonNode body, String etag) {}

    /**
     * What stands at that path.
     *
     * @throws AdminCallException if it cannot be read
     */
    Answer get(String path) {
        return send("GET", path, null, null);
    }

    /**
     * Changes something.
     *
     * @param ifMatch the version that was read, where there is something to change
     * @throws AdminCallException if nothing was changed, and why
     */
    Answer send(String method, String path, @Nullable String ifMatch, @Nullable JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        url.resolve(url.getRawPath().replaceAll("/+$", "") + PREFIX + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + key)
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(AdminJson.JSON.writeValueAsBytes(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        for (int tries = 1; ; tries++) {
            HttpResponse<byte[]> response = exchange(request.build());
            if (response.statusCode() == TOO_MANY && tries < TRIES) {
                waitAsTold(response);
                continue;
            }
            JsonNode answer = json(response);
            if (response.statusCode() >= FIRST_FAILURE) {
                throw new AdminCallException(answer.path("detail")
                        .asString("%s answered %d to %s %s; is it the console?"
                                .formatted(url, response.statusCode(), method, PREFIX + path)));
            }
            return new Answer(answer, response.headers().firstValue("ETag").orElse(""));
        }
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
        } catch (IOException failed) {
            throw new AdminCallException(
                    "%s does not answer (%s). --url or MODERATO_URL says where the console is."
                            .formatted(
                                    url,
                                    failed.getMessage() == null
                                            ? failed.getClass().getSimpleName()
                                            : failed.getMessage()),
                    failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AdminCallException("Interrupted", stopped);
        }
    }

    /** The key may make so many calls a minute; the next one is possible when the server says. */
    private static void waitAsTold(HttpResponse<byte[]> response) {
        long seconds;
        try {
            seconds =
                    Long.parseLong(response.headers().firstValue("Retry-After").orElse("5"));
        } catch (NumberFormatException unknown) {
            seconds = LONGEST_WAIT_SECONDS;
        }
        try {
            Thread.sleep(Duration.ofSeconds(Math.clamp(seconds, 1, LONGEST_WAIT_SECONDS)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AdminCallException("Interrupted", stopped);
        }
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return AdminJson.JSON.readTree(response.body());
        } catch (JacksonException other) {
            return AdminJson.JSON.createObjectNode();
        }
    }
}
