package io.moderato.comparison;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One of the two endpoints, asked for one text at a time and not more often than it may be. Several threads may ask. */
final class Endpoint {
    /** Which of the two. */
    enum Side {
        /** The endpoint that is left behind. */
        OLD,
        /** Moderato's. */
        NEW
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MOST_TRIES = 6;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration USUAL_WAIT = Duration.ofSeconds(2);
    private static final int SHOWN = 200;
    private static final List<String> ABOUT_THE_TEXT = List.of(
            "COMMENT_EMPTY",
            "COMMENT_TOO_LONG",
            "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
            "LANGUAGE_DETECTION_FAILED",
            "empty_string",
            "string_above_max_length");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final Side side;
    private final VendorForm form;
    private final URI address;
    private final String key;
    private final List<String> attributes;
    private final @Nullable String language;
    private final long nanosBetweenCalls;
    private long nextCall = System.nanoTime();

    /**
     * An endpoint.
     *
     * @param server where the vendor's paths begin, such as {@code https://commentanalyzer.googleapis.com}
     */
    Endpoint(
            Side side,
            VendorForm form,
            URI server,
            String key,
            List<String> attributes,
            @Nullable String language,
            int callsPerMinute) {
        this.side = side;
        this.form = form;
        this.address = URI.create(server.toString().replaceFirst("/+$", "") + form.path());
        this.key = key;
        this.attributes = List.copyOf(attributes);
        this.language = language;
        this.nanosBetweenCalls = TimeUnit.MINUTES.toNanos(1) / callsPerMinute;
    }

    Side side() {
        return side;
    }

    /** Who is asked for what; the key is not in it. */
    String asked() {
        return "%s %s %s %s".formatted(side, address, String.join(",", attributes), language == null ? "" : language);
    }

    /**
     * The scores of a text; none if the endpoint refuses this very text, for its language or its length. Waits where the endpoint asks to.
     *
     * @throws ComparisonFailure if the endpoint refuses whoever asks, or does not answer after some tries
     */
    Map<String, Double> scores(String text) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header(form.header(), form.keyHeader(key))
                .POST(BodyPublishers.ofByteArray(form.body(text, attributes, language)))
                .build();
        String last = "";
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            awaitTurn();
            Duration wait = USUAL_WAIT;
            try {
                HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
                int status = response.statusCode();
                if (status == 200) {
                    return form.scores(JSON.readTree(response.body()));
                }
                last = status + ": " + message(response.body());
                if (status == 400 && isAboutTheText(response.body())) {
                    return Map.of();
                }
                if (status != 429 && status < 500) {
                    throw new ComparisonFailure("%s answered %s".formatted(address, last));
                }
                wait = retryAfter(response);
            } catch (JacksonException notJson) {
                throw new ComparisonFailure(address + " answered something that is not JSON.", notJson);
            } catch (IOException silent) {
                last = "nothing (%s)".formatted(silent.getClass().getSimpleName());
            }
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        }
        throw new ComparisonFailure("%s answered %s, %d times. What came until now is kept: the same command goes on."
                .formatted(address, last, MOST_TRIES));
    }

    private void awaitTurn() throws InterruptedException {
        long wait;
        synchronized (this) {
            long now = System.nanoTime();
            long mine = Math.max(now, nextCall);
            nextCall = mine + nanosBetweenCalls;
            wait = mine - now;
        }
        TimeUnit.NANOSECONDS.sleep(wait);
    }

    private static Duration retryAfter(HttpResponse<String> response) {
        long seconds = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(Long::parseLong)
                .orElse(USUAL_WAIT.toSeconds());
        return Duration.ofSeconds(Math.clamp(seconds, 1, LONGEST_WAIT.toSeconds()));
    }

    /** Whether the endpoint could have answered about another text: both vendors answer 400 for a wrong question or key, too. */
    private static boolean isAboutTheText(String body) {
        return ABOUT_THE_TEXT.stream().anyMatch(body::contains);
    }

    private static String message(String body) {
        try {
            JsonNode message = JSON.readTree(body).at("/error/message");
            return message.asString("no reason was given");
        } catch (JacksonException notJson) {
            return body.substring(0, Math.min(SHOWN, body.length()));
        }
    }
}
