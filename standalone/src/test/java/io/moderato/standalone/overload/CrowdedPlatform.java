package io.moderato.standalone.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Scope;
import io.moderato.community.CommunityId;
import io.moderato.standalone.Platform;
import io.moderato.surface.Described;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The whole platform with the shipped model, and bounds that are small enough to be reached by a few dozen callers. */
final class CrowdedPlatform implements AutoCloseable {
    static final int REQUESTS_AT_ONCE = 24;
    static final int WAITING_CALLERS = 2;
    static final int LARGEST_BODY = 256 * 1024;
    static final Duration LONGEST_ASKED_TO_WAIT = Duration.ofMinutes(1);

    private static final List<String> SURFACES = List.of("v1", "openai", "perspective", "admin");
    private static final CommunityId MAIN = new CommunityId("main");
    private static final Map<String, Object> BOUNDS = Map.of(
            "moderato.connections.requests-at-once",
            REQUESTS_AT_ONCE,
            "moderato.connections.per-address",
            64,
            "moderato.connections.slow-bodies",
            4,
            "moderato.connections.body-within",
            "2s",
            "moderato.connections.head-within",
            "2s",
            "moderato.api.request.max-size",
            "256KB",
            "moderato.api.request.max-at-once",
            "1MB",
            "moderato.api.access.text-per-minute",
            "1GB",
            "moderato.pipeline.callers",
            1,
            "moderato.pipeline.waiting-callers",
            WAITING_CALLERS);

    private final Platform platform;
    private final String ofOne = "mod_" + UUID.randomUUID();
    private final String ofAll = "mod_" + UUID.randomUUID();

    private CrowdedPlatform(Platform platform) {
        this.platform = platform;
        ApiKeys keys = platform.part(ApiKeys.class);
        keys.bootstrap(MAIN, "a crowd", EnumSet.copyOf(Scope.ofServices()), 1_000_000, ofOne);
        keys.bootstrap(null, "administrators", EnumSet.of(Scope.ADMIN_READ, Scope.ADMIN_COMMUNITIES), 1_000_000, ofAll);
    }

    /** Starts it, with other settings beside its bounds. */
    static CrowdedPlatform start(Path data, Map<String, Object> others) {
        Map<String, Object> settings = new HashMap<>(BOUNDS);
        settings.putAll(others);
        CrowdedPlatform platform = new CrowdedPlatform(Platform.start(data, 0, settings, step -> {}));
        // an instance tells which model it runs a moment after it began
        await().atMost(Duration.ofMinutes(1))
                .until(() -> platform.call(Operation.MODERATIONS).statusCode() == 200);
        return platform;
    }

    String url() {
        return platform.url();
    }

    int port() {
        return URI.create(url()).getPort();
    }

    <T> T part(Class<T> type) {
        return platform.part(type);
    }

    String key(Operation operation) {
        return operation == Operation.CREATE_COMMUNITY ? ofAll : ofOne;
    }

    /** The call with a body that fits. */
    HttpResponse<String> call(Operation operation) {
        return call(operation, operation.body().getBytes(StandardCharsets.UTF_8));
    }

    /** The call with that body. Its answer is held against the description of its surface. */
    HttpResponse<String> call(Operation operation, byte[] body, String... headers) {
        HttpRequest.Builder request = operation.request(url(), key(operation), body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        HttpRequest call = request.timeout(Duration.ofMinutes(1)).build();
        // a client for each, so that no call is sent on a connection that the platform has cut
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(call, BodyHandlers.ofString());
            Described.check(SURFACES, call, answer);
            return answer;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** What so many callers get who call at once. */
    List<HttpResponse<String>> crowd(Operation operation, int callers) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> calls = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                calls.add(threads.submit(() -> call(operation)));
            }
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (Future<HttpResponse<String>> call : calls) {
                answers.add(call.get());
            }
            return answers;
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    double gauge(String name) {
        return part(MeterRegistry.class).get(name).gauge().value();
    }

    boolean isAlive() {
        return send(HttpRequest.newBuilder(URI.create(url() + "/actuator/health/liveness")))
                        .statusCode()
                == 200;
    }

    /** Fails unless a refusal is in the surface's form, and says when to come back if coming back helps. */
    static void assertRefused(Operation operation, HttpResponse<String> answer) {
        operation.assertForm(
                answer.statusCode(), answer.headers().firstValue("Content-Type").orElse(""), answer.body());
        if (answer.statusCode() == 429 || answer.statusCode() == 503) {
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isBetween(1L, LONGEST_ASKED_TO_WAIT.toSeconds());
        }
    }

    @Override
    public void close() {
        platform.close();
    }
}
