package io.moderato.standalone;

import io.moderato.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One of the three services as a process, on servers that run elsewhere. */
final class ServiceProcess {
    private static final Duration STARTING = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    /** The exit code of a JVM that was asked to stop. */
    private static final int STOPPED = 128 + 15;

    private final Process process;
    private final int port;

    private ServiceProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it on a free port.
     *
     * @param properties where its servers are; they become environment variables, as Spring reads them
     */
    static ServiceProcess start(List<String> command, Map<String, Object> properties) throws IOException {
        int port = Ports.free();
        Map<String, String> environment = new HashMap<>();
        properties.forEach((key, value) ->
                environment.put(key.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_'), value.toString()));
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("LOGGING_LEVEL_ROOT", "warn");
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        return new ServiceProcess(builder.start(), port);
    }

    /**
     * Waits until it is ready, asks for the pages that its users ask for first, and stops it in order.
     *
     * @return 0 if it started and stopped as it should
     */
    int stopWhenReady() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            Instant end = Instant.now().plus(STARTING);
            while (status(http, "/actuator/health/readiness") != 200) {
                if (!process.isAlive() || Instant.now().isAfter(end)) {
                    return 1;
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
            for (String page :
                    List.of("/actuator/prometheus", "/login", "/api/v1/decisions", "/api/admin/v1/communities")) {
                status(http, page);
            }
        } finally {
            process.destroy();
        }
        int exit = process.waitFor();
        return exit == STOPPED ? 0 : exit;
    }

    private int status(HttpClient http, String path) throws InterruptedException {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notYet) {
            return -1;
        }
    }
}
