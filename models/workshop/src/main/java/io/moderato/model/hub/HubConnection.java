package io.moderato.model.hub;

import io.moderato.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks a hub, tries again if the hub is busy, and follows its redirects. The token goes only to the hub, never to a host to which the hub
 * redirects.
 */
final class HubConnection implements AutoCloseable {
    private static final int MOST_REDIRECTS = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /** Waits between two attempts. */
    @FunctionalInterface
    interface Pause {
        void of(Duration length) throws InterruptedException;
    }

    /**
     * The settings for reaching a hub.
     *
     * @param endpoint the hub's address
     * @param token the token for gated repositories
     * @param proxy the proxy; null for the JVM's own setting
     * @param patience the longest wait for a connection, an answer or the next bytes
     * @param attempts the number of attempts for a request that may succeed later
     * @param pause waits between attempts
     */
    record Settings(
            URI endpoint,
            @Nullable HubToken token,
            @Nullable InetSocketAddress proxy,
            Duration patience,
            int attempts,
            Pause pause) {
        Settings {
            String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
            if (endpoint.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
                throw new ModelException("The endpoint '%s' is not an http or https address".formatted(endpoint));
            }
            if (endpoint.getUserInfo() != null || endpoint.getQuery() != null) {
                throw new ModelException("The endpoint may hold neither a password nor a query");
            }
            if (token != null && scheme.equals("http") && !isLoopback(endpoint.getHost())) {
                throw new ModelException(
                        "A token is sent only over https, but the endpoint is '%s'".formatted(endpoint));
            }
        }

        private static boolean isLoopback(String host) {
            return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
        }
    }

    /** An answer: the headers of the hub's own answer, and the last answer after the redirects. */
    record Answer(HttpHeaders hub, HttpResponse<InputStream> response) implements AutoCloseable {
        int status() {
            return response.statusCode();
        }

        /** A header of the hub's own answer, or otherwise of the last answer. */
        @Nullable
        String header(String name) {
            return hub.firstValue(name)
                    .or(() -> response.headers().firstValue(name))
                    .orElse(null);
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }

    private final Settings settings;
    private final HttpClient client;

    HubConnection(Settings settings) {
        this.settings = settings;
        HttpClient.Builder builder =
                HttpClient.newBuilder().followRedirects(Redirect.NEVER).connectTimeout(settings.patience);
        InetSocketAddress proxy = settings.proxy;
        if (proxy != null) {
            builder.proxy(ProxySelector.of(proxy));
        }
        this.client = builder.build();
    }

    Settings settings() {
        return settings;
    }

    /**
     * Gets the content at that path of the hub. Tries again if the hub is busy or cannot be reached.
     *
     * @param from the first wanted byte
     * @return an answer with a status below 500 that is not 429; close it
     * @throws ModelException if the hub cannot be reached or stays busy
     */
    Answer get(String path, long from) {
        URI uri = URI.create(settings.endpoint.toString().replaceAll("/+$", "") + path);
        for (int attempt = 1; ; attempt++) {
            Duration wait = Duration.ofSeconds(1L << Math.min(attempt - 1, 5));
            String reason;
            try {
                Answer answer = followed(uri, from);
                int status = answer.status();
                if (status != 429 && status < 500) {
                    return answer;
                }
                reason = status == 429 ? "too many requests (429)" : "it answers " + status;
                wait = Objects.requireNonNullElse(retryAfter(answer), wait);
                answer.close();
            } catch (IOException e) {
                reason = reason(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ModelException("Interrupted while asking " + uri.getHost(), e);
            }
            if (attempt >= settings.attempts) {
                throw new ModelException("%s: the hub at %s did not give it in %d attempts: %s"
                        .formatted(uri.getPath(), uri.getHost(), attempt, reason));
            }
            pause(wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait);
        }
    }

    /** Waits before the next attempt. */
    void pause(Duration length) {
        try {
            settings.pause.of(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("Interrupted while waiting for the hub", e);
        }
    }

    private Answer followed(URI first, long from) throws IOException, InterruptedException {
        URI uri = first;
        HttpHeaders hub = null;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                    .timeout(settings.patience)
                    .header("User-Agent", "moderato")
                    // sizes and checksums belong to the uncompressed file
                    .header("Accept-Encoding", "identity");
            if (from > 0) {
                request.header("Range", "bytes=%d-".formatted(from));
            }
            HubToken token = settings.token;
            if (token != null && isHub(uri)) {
                request.header("Authorization", token.header());
            }
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            if (hub == null || isHub(uri)) {
                hub = response.headers();
            }
            int status = response.statusCode();
            if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308) {
                return new Answer(hub, response);
            }
            response.body().close();
            uri = target(uri, response.headers().firstValue("Location").orElse(""));
        }
        throw new ModelException("%s: more than %d redirects".formatted(first.getPath(), MOST_REDIRECTS));
    }

    private URI target(URI from, String location) {
        URI to;
        try {
            to = from.resolve(URI.create(location));
        } catch (IllegalArgumentException e) {
            throw new ModelException("%s: redirects to no address".formatted(from.getPath()), e);
        }
        boolean secure = "https".equalsIgnoreCase(to.getScheme());
        boolean plain = "http".equalsIgnoreCase(to.getScheme()) && "http".equalsIgnoreCase(from.getScheme());
        if (location.isBlank() || to.getHost() == null || !(secure || plain)) {
            throw new ModelException("%s: redirects to an address that is not followed".formatted(from.getPath()));
        }
        return to;
    }

    private boolean isHub(URI uri) {
        URI hub = settings.endpoint;
        return hub.getScheme().equalsIgnoreCase(uri.getScheme())
                && hub.getHost().equalsIgnoreCase(uri.getHost())
                && hub.getPort() == uri.getPort();
    }

    private static @Nullable Duration retryAfter(Answer answer) {
        String seconds = answer.response().headers().firstValue("Retry-After").orElse("");
        return seconds.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    /** The failure in words. Exceptions of the network often have no message. */
    static String reason(IOException e) {
        return switch (e) {
            case java.net.http.HttpConnectTimeoutException t -> "no connection in time";
            case java.net.http.HttpTimeoutException t -> "no answer in time";
            case java.net.ConnectException c -> "no connection";
            default -> String.valueOf(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
