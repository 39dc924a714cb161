package io.moderato.model.runs;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sends files to the artifact store behind an MLflow server, by {@code PUT /api/2.0/mlflow-artifacts/artifacts/PATH}. MLflow's Java client
 * starts a Python program for this, which nobody should need. Sending works for runs whose artifact URI begins with {@code
 * mlflow-artifacts:}. A server gives such URIs unless it was started with {@code --no-serve-artifacts}. Source: {@code
 * mlflow_artifacts.proto}, and {@code resolve_uri} in {@code mlflow_artifacts_repo.py}.
 */
final class MlflowArtifacts implements AutoCloseable {
    private static final String SCHEME = "mlflow-artifacts";
    private static final String API = "/api/2.0/mlflow-artifacts/artifacts";
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration UPLOAD = Duration.ofMinutes(5);
    private static final Duration BACK_OFF = Duration.ofMillis(250);
    private static final int ATTEMPTS = 3;
    private static final int TOO_MANY_REQUESTS = 429;

    private final MlflowServer server;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    MlflowArtifacts(MlflowServer server) {
        this.server = server;
    }

    /** The place to which a run's artifacts are sent; empty if the server does not serve its store. */
    Optional<String> root(String artifactUri) {
        URI uri;
        try {
            uri = new URI(artifactUri);
        } catch (java.net.URISyntaxException e) {
            return Optional.empty();
        }
        if (!SCHEME.equals(uri.getScheme())) {
            return Optional.empty();
        }
        String scheme = server.url().substring(0, server.url().indexOf(':'));
        String base = uri.getRawAuthority() == null ? server.url() : scheme + "://" + uri.getRawAuthority();
        String path = uri.getRawPath();
        return Optional.of(base + API + (path.startsWith("/") ? path : "/" + path));
    }

    /**
     * Sends a file to a path below that root. Tries again if another attempt may help.
     *
     * @throws IOException if the server cannot be reached or refuses
     */
    void put(String root, String path, Path file) throws IOException, InterruptedException {
        String encoded = Arrays.stream(path.split("/"))
                .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + "/" + encoded))
                .timeout(UPLOAD)
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofFile(file));
        server.authorization().ifPresent(value -> request.header("Authorization", value));
        for (int attempt = 1; ; attempt++) {
            String failure;
            try {
                int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status / 100 == 2) {
                    return;
                }
                failure = "artifact %s: status %d".formatted(path, status);
                if (status / 100 == 4 && status != TOO_MANY_REQUESTS) {
                    throw new Refused(failure);
                }
            } catch (Refused e) {
                throw e;
            } catch (IOException e) {
                failure = "artifact %s: %s".formatted(path, e.getMessage() == null ? e : e.getMessage());
            }
            if (attempt == ATTEMPTS) {
                throw new IOException(failure);
            }
            Thread.sleep(BACK_OFF.multipliedBy(attempt));
        }
    }

    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
