package io.moderato.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls version 1 of a Moderato platform. Thread-safe; one instance for a platform is enough.
 *
 * <p>Calls throw {@link ModeratoException.Refused} if the platform refuses them, and {@link ModeratoException.Unavailable} if it does not
 * answer or has no room, also after the retries. Every POST has an idempotency key of its own, so a retry does nothing twice.
 */
public final class ModeratoClient {
    private static final String CONTENT = "/api/v1/content";

    private static final String ERASURES = "/api/v1/erasures";

    private final Transport transport;

    private ModeratoClient(Transport transport) {
        this.transport = transport;
    }

    /**
     * A client of the platform at that address.
     *
     * @param url    such as {@code https://moderation.example.org}
     * @param apiKey as the console showed it once
     */
    public static Builder builder(URI url, String apiKey) {
        return new Builder(url, apiKey);
    }

    /** Decides now and keeps nothing. Needs the scope {@code moderate}. */
    public Decision ask(NewContent content) {
        ObjectNode body = Transport.JSON.valueToTree(content);
        body.put("store", false);
        return transport.post("/api/v1/moderate", body, new TypeReference<>() {});
    }

    /** Decides now and keeps the content, which needs an id and an author. Needs the scopes {@code moderate} and {@code content:write}. */
    public Decision moderate(NewContent content) {
        return transport.post("/api/v1/moderate", content, new TypeReference<>() {});
    }

    /** Hands a content over; it is decided soon. Needs the scope {@code content:write}, as {@link #submitAll} does. */
    public Submission submit(NewContent content) {
        return transport.post(CONTENT, content, new TypeReference<>() {});
    }

    /**
     * Hands contents over, at most 1,000. One that cannot be taken does not keep the others from being taken.
     *
     * @return what became of each, in order
     */
    public List<BatchOutcome> submitAll(List<NewContent> contents) {
        return transport
                .post(CONTENT + "/batch", Map.of("items", contents), new TypeReference<Batch>() {})
                .outcomes();
    }

    /** The content with that id; no value if there is none. Needs the scope {@code content:read}. */
    public Optional<Content> content(UUID id) {
        return transport.find(CONTENT + "/" + id, new TypeReference<>() {});
    }

    /**
     * The decisions after that point of the feed. Needs the scope {@code content:read}.
     *
     * @param after {@link DecisionFeed#next} of the last call; null begins with the oldest decision
     * @param limit at most that many, 1 to 500
     */
    public DecisionFeed decisions(@Nullable String after, int limit) {
        String place = after == null ? "" : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
        return transport.get("/api/v1/decisions?limit=" + limit + place, new TypeReference<>() {});
    }

    /** Where the feed is now: its {@link DecisionFeed#next} leads to what is decided from this moment on. Needs the scope {@code content:read}. */
    public DecisionFeed decisionsFromNow() {
        return transport.get("/api/v1/decisions?since=now", new TypeReference<>() {});
    }

    /** Tells the platform of a user's notice. Needs the scope {@code report}. */
    public void report(UUID content, Report report) {
        transport.post(CONTENT + "/" + content + "/reports", report, new TypeReference<Object>() {});
    }

    /**
     * Lodges an appeal against the decision in force. Needs the scope {@code appeals}.
     *
     * @param authorId your own id of the content's author
     * @param text     the author's words
     */
    public Appeal appeal(UUID content, String authorId, String text) {
        return transport.post(
                CONTENT + "/" + content + "/appeals",
                Map.of("authorId", authorId, "text", text),
                new TypeReference<>() {});
    }

    /** The appeal with that id; no value if there is none. */
    public Optional<Appeal> appeal(UUID id) {
        return transport.find("/api/v1/appeals/" + id, new TypeReference<>() {});
    }

    /** Tells the platform what should have been decided. Needs the scope {@code feedback}. */
    public void feedback(UUID content, Feedback feedback) {
        transport.post(CONTENT + "/" + content + "/feedback", feedback, new TypeReference<Object>() {});
    }

    /** Erases a content for good: what people wrote goes, the decisions' numbers stay. Needs the scope {@code erase}, as the next two do. */
    public Erasure erase(UUID content) {
        return transport.delete(CONTENT + "/" + content, new TypeReference<>() {});
    }

    /**
     * Begins to erase all contents of an author.
     *
     * @param authorId your own id of the author
     */
    public Erasure eraseAuthor(String authorId) {
        return transport.post(ERASURES, Map.of("authorId", authorId), new TypeReference<>() {});
    }

    /** How far that erasure is; no value if there is none. */
    public Optional<Erasure> erasure(UUID id) {
        return transport.find(ERASURES + "/" + id, new TypeReference<>() {});
    }

    private record Batch(List<BatchOutcome> outcomes) {}

    /** Makes a client. */
    public static final class Builder {
        private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

        private final URI url;
        private final String apiKey;
        private Duration timeout = Duration.ofSeconds(20);
        private RetryPolicy retries = RetryPolicy.STANDARD;
        private @Nullable HttpClient http;

        private Builder(URI url, String apiKey) {
            this.url = url;
            this.apiKey = apiKey;
        }

        /** How long one attempt may take; 20 seconds if not said, because the platform answers within 15. */
        public Builder timeout(Duration limit) {
            this.timeout = limit;
            return this;
        }

        /** How often a call is made again; {@link RetryPolicy#STANDARD} if not said. */
        public Builder retries(RetryPolicy policy) {
            this.retries = policy;
            return this;
        }

        /** The HTTP client, for those who need a proxy or certificates of their own. */
        public Builder httpClient(HttpClient client) {
            this.http = client;
            return this;
        }

        /**
         * The client.
         *
         * @throws IllegalArgumentException if the address is not http or https, or the key is blank
         */
        public ModeratoClient build() {
            if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                throw new IllegalArgumentException("The URL has to begin with http:// or https:// and a host: " + url);
            }
            if (apiKey.isBlank()) {
                throw new IllegalArgumentException("The API key is empty");
            }
            String base = url.toString();
            HttpClient client = http != null
                    ? http
                    : HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .connectTimeout(CONNECT_TIMEOUT)
                            .build();
            return new ModeratoClient(new Transport(
                    client,
                    URI.create(base.endsWith("/") ? base.substring(0, base.length() - 1) : base),
                    apiKey,
                    timeout,
                    retries));
        }
    }
}
