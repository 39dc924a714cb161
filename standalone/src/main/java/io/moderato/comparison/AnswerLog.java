package io.moderato.comparison;

import io.moderato.model.Hashing;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The scores that came until now, in a file beside the result, so that a comparison that was interrupted goes on. Holds none of the texts. */
final class AnswerLog implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Map<String, Double>> known = new ConcurrentHashMap<>();
    private final BufferedWriter file;

    private AnswerLog(BufferedWriter file) {
        this.file = file;
    }

    /** The log in that file, with what stands in it already; a last line that broke off is left out. */
    static AnswerLog open(Path path) {
        try {
            boolean breaksOff = false;
            Map<String, Map<String, Double>> before = new LinkedHashMap<>();
            if (Files.exists(path)) {
                String all = Files.readString(path);
                breaksOff = !all.isEmpty() && !all.endsWith("\n");
                try (Stream<String> lines = all.lines()) {
                    lines.forEach(line -> read(line, before));
                }
            }
            AnswerLog log = new AnswerLog(Files.newBufferedWriter(
                    path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
            log.known.putAll(before);
            if (breaksOff) {
                log.file.newLine();
            }
            return log;
        } catch (IOException failed) {
            throw new ComparisonFailure("%s cannot be used: %s".formatted(path, failed.getMessage()), failed);
        }
    }

    private static void read(String line, Map<String, Map<String, Double>> into) {
        try {
            JsonNode entry = JSON.readTree(line);
            Map<String, Double> scores = new LinkedHashMap<>();
            entry.path("scores").forEachEntry((name, score) -> scores.put(name, score.doubleValue()));
            into.put(entry.path("asked").asString("") + entry.path("text").asString(""), scores);
        } catch (JacksonException brokenOff) {
            // is asked again
        }
    }

    /**
     * Whether there is an answer about that text.
     *
     * @param asked who was asked for what, see {@link Endpoint#asked}; another question has other answers
     */
    boolean has(String asked, String text) {
        return known.containsKey(key(asked, text));
    }

    /** The scores of that text; none if it was refused, or nobody has answered yet. */
    Map<String, Double> scores(String asked, String text) {
        return known.getOrDefault(key(asked, text), Map.of());
    }

    /** Keeps the scores of a text at once. */
    synchronized void keep(String asked, String text, Map<String, Double> scores) {
        String hash = hash(text);
        known.put(asked + hash, Map.copyOf(scores));
        try {
            file.write(JSON.writeValueAsString(Map.of("asked", asked, "text", hash, "scores", scores)));
            file.newLine();
            file.flush();
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static String key(String asked, String text) {
        return asked + hash(text);
    }

    private static String hash(String text) {
        MessageDigest digest = Hashing.sha256();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return Hashing.hex(digest);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
