package io.moderato.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends the sample content, its reports and a few appeals over the public API, as a platform service would. */
final class DemoContent {
    private static final Logger log = LoggerFactory.getLogger(DemoContent.class);
    private static final String RESOURCE = "/demo/comments.jsonl";
    private static final int BATCH = 100;
    private static final int APPEALS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ApiCaller api;

    DemoContent(String url, String key) {
        this.api = new ApiCaller(url, key);
    }

    /** Sends everything in another thread. The platform works without it, so a failure goes to the log alone. */
    void sendInBackground() {
        Thread.ofPlatform().daemon().name("demo-content").start(() -> {
            try {
                send();
            } catch (IOException | RuntimeException failed) {
                log.warn("The sample content could not be sent completely", failed);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /**
     * Sends everything and returns when all of it is decided. What is there already is not there twice afterwards.
     *
     * @return how many contents there are
     * @throws IOException if the platform refuses something, or does not decide it
     */
    int send() throws IOException, InterruptedException {
        List<ObjectNode> comments = read();
        Map<String, String> ids = new HashMap<>();
        for (int from = 0; from < comments.size(); from += BATCH) {
            submit(comments.subList(from, Math.min(comments.size(), from + BATCH)), ids);
        }
        int appealsLeft = APPEALS;
        for (ObjectNode comment : comments) {
            String id =
                    Objects.requireNonNull(ids.get(comment.path("externalId").asString()));
            JsonNode decided = api.waitUntilDecided(id, PATIENCE);
            for (JsonNode report : comment.path("reports")) {
                api.post("/api/v1/content/" + id + "/reports", report);
            }
            String author = comment.path("author").path("id").asString();
            boolean restricted =
                    decided.path("decision").path("outcome").asString("").equals("REJECT");
            if (restricted
                    && appealsLeft > 0
                    && !author.equals("u-demo")
                    && decided.path("appeals").isEmpty()) {
                appealsLeft--;
                ObjectNode appeal = JSON.createObjectNode();
                appeal.put("authorId", author);
                appeal.put("text", "I was joking with a friend who started it. Please look at the whole conversation.");
                api.post("/api/v1/content/" + id + "/appeals", appeal);
            }
        }
        return comments.size();
    }

    private void submit(List<ObjectNode> comments, Map<String, String> ids) throws IOException, InterruptedException {
        ObjectNode batch = JSON.createObjectNode();
        ArrayNode items = batch.putArray("items");
        for (ObjectNode comment : comments) {
            ObjectNode item = comment.deepCopy();
            item.remove("reports");
            Duration age = Duration.ofMinutes(item.remove("createdMinutesAgo").asLong());
            item.put("createdAt", Instant.now().minus(age).toString());
            JsonNode parentText = item.remove("parentText");
            if (parentText != null) {
                item.putObject("context").set("parentText", parentText);
            }
            items.add(item);
        }
        for (JsonNode outcome : api.post("/api/v1/content/batch", batch).path("outcomes")) {
            if (outcome.hasNonNull("id")) {
                ids.put(
                        outcome.path("externalId").asString(),
                        outcome.path("id").asString());
            } else {
                throw new IOException("The sample content was refused: " + outcome);
            }
        }
    }

    /** The sample comments. */
    static List<ObjectNode> read() throws IOException {
        List<ObjectNode> comments = new ArrayList<>();
        try (InputStream stream = Objects.requireNonNull(DemoContent.class.getResourceAsStream(RESOURCE));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                comments.add((ObjectNode) JSON.readTree(line));
            }
        }
        return comments;
    }
}
