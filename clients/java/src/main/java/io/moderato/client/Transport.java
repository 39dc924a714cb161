package io.moderato.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes calls, again where that is safe and useful, and reads their answers. Thread-safe. */
final class Transport {
    static final JsonMapper JSON = JsonMapper.builder()
            // a newer platform may say more than this client knows
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final Set<Integer> TRY_AGAIN = Set.of(429, 502, 503, 504);
    private static final int CONFLICT = 409;

    private final HttpClient http;
    private final URI url;
    private final String apiKey;
    private final Duration timeout;
    private final RetryPolicy retries;

    Transport(HttpClient http, URI url, String apiKey, Duration timeout, RetryPolicy retries) {
        this.http = http;
        this.url = url;
        this.apiKey = apiKey;
        this.timeout = timeout;
        this.retries = retries;
    }

    /** Gets what is at that path; no value if there is nothing. */
    <T> Optional<T> find(String path, TypeReference<T> type) {
        try {
            return Optional.of(get(path, type));
        } catch (ModeratoException.Refused refused) {
            if (refused.problem()
                    .map(Problem::status)
                    .filter(status -> status == 404 || status == 410)
                    .isPresent()) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Gets what is at that path. */
    <T> T get(String path, TypeReference<T> type) {
        return read(answer(request(path).GET()), type);
    }

    /** Deletes what is at that path. */
    <T> T delete(String path, TypeReference<T> type) {
        return read(answer(request(path).DELETE()), type);
    }

    /** Posts a body. Every attempt carries the same idempotency key, so that the platform does it once. */
    <T> T post(String path, Object body, TypeReference<T> type) {
        return read(
                answer(request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))),
                type);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(timeout)
                .header("Authorization", "Bearer " + apiKey)
                .header("Accept", "application/json, application/problem+json")
                .header("Accept-Encoding", "gzip");
    }

    private byte[] answer(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        for (int attempt = 1; ; attempt++) {
            Attempt made = attempt(request);
            if (made.succeeded()) {
                return made.body();
            }
            Duration wait = made.wait(attempt, retries);
            if (wait == null || attempt >= retries.attempts()) {
                throw made.failure(request);
            }
            pause(wait, request);
        }
    }

    private Attempt attempt(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            byte[] body = response.headers()
                            .firstValue("Content-Encoding")
                            .filter("gzip"::equals)
                            .isPresent()
                    ? unzipped(response.body())
                    : response.body();
            return new Attempt(
                    response.statusCode(),
                    body,
                    response.headers().firstValue("Retry-After").orElse(null),
                    null);
        } catch (IOException silent) {
            return new Attempt(0, new byte[0], null, silent);
        } catch (InterruptedException interrupted) {
            throw interrupted(request, interrupted);
        }
    }

    private static byte[] unzipped(byte[] body) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }

    private static void pause(Duration wait, HttpRequest request) {
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException interrupted) {
            throw interrupted(request, interrupted);
        }
    }

    private static ModeratoException interrupted(HttpRequest request, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new ModeratoException.Unavailable(called(request) + " was interrupted", null, cause);
    }

    private static <T> T read(byte[] body, TypeReference<T> type) {
        try {
            return JSON.readValue(body, type);
        } catch (JacksonException unreadable) {
            throw new ModeratoException.Unavailable(
                    "The answer is not one of a Moderato platform. Check the URL.", null, unreadable);
        }
    }

    private static String called(HttpRequest request) {
        return request.method() + " " + request.uri().getPath();
    }

    /**
     * One attempt of a call.
     *
     * @param status 0 if there was no answer
     */
    private record Attempt(
            int status,
            byte[] body,
            @Nullable String retryAfter,
            @Nullable IOException silence) {
        boolean succeeded() {
            return status >= 200 && status < 300;
        }

        /** How long to wait before the next attempt; null if there should be none. */
        @Nullable
        Duration wait(int attempt, RetryPolicy retries) {
            // a conflict that says when to come again: the same call of an earlier attempt is still being worked on
            boolean again = status == 0 || TRY_AGAIN.contains(status) || status == CONFLICT && retryAfter != null;
            if (!again) {
                return null;
            }
            Duration asked = seconds(retryAfter);
            if (asked != null) {
                return asked.compareTo(retries.maxWait()) <= 0 ? asked : null;
            }
            long most = retries.firstWait().toMillis() << Math.min(attempt - 1, 20);
            long bounded = Math.min(most, retries.maxWait().toMillis());
            return Duration.ofMillis(bounded / 2 + ThreadLocalRandom.current().nextLong(bounded / 2 + 1));
        }

        private static @Nullable Duration seconds(@Nullable String value) {
            try {
                return value == null ? null : Duration.ofSeconds(Long.parseLong(value.trim()));
            } catch (NumberFormatException notSeconds) {
                return null;
            }
        }

        ModeratoException failure(HttpRequest request) {
            if (status == 0) {
                return new ModeratoException.Unavailable(
                        called(request) + ": " + request.uri().getAuthority() + " does not answer", null, silence);
            }
            Problem problem = problem();
            String message =
                    called(request) + " answered " + status + (problem.detail() == null ? "" : ": " + problem.detail());
            return status >= 500 || TRY_AGAIN.contains(status)
                    ? new ModeratoException.Unavailable(message, problem, null)
                    : new ModeratoException.Refused(message, problem);
        }

        private Problem problem() {
            try {
                Problem read = JSON.readValue(body, Problem.class);
                if (read != null) {
                    return new Problem(
                            read.type(), read.title(), status, read.detail(), read.pointer(), read.requestId());
                }
            } catch (JacksonException notAProblem) {
                // something in between answered; the status is all there is
            }
            return new Problem(null, null, status, null, null, null);
        }
    }
}
