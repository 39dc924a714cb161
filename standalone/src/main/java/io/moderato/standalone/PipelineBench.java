package io.moderato.standalone;

import io.moderato.community.store.Communities;
import io.moderato.content.Author;
import io.moderato.content.ContentType;
import io.moderato.content.store.Contents;
import io.moderato.content.store.NewContent;
import io.moderato.content.store.Submission;
import io.moderato.decision.Category;
import io.moderato.decision.ModelUse;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Outcome;
import io.moderato.decision.Provenance;
import io.moderato.decision.Reason;
import io.moderato.decision.Scores;
import io.moderato.decision.store.AutomaticDecision;
import io.moderato.decision.store.Decisions;
import io.moderato.model.serving.TextClassifier;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Posts comments in bulk over HTTP and measures how fast their decisions are stored in PostgreSQL, beside the model's own speed on the
 * same texts and once more with ten times as many rows stored.
 */
final class PipelineBench {
    private static final int HTTP_BATCH = 1000;
    private static final int SENDERS = 2;
    private static final int TIMES = 10;
    private static final Duration MODEL_TIME = Duration.ofSeconds(8);
    private static final Duration SETTLE = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final int items;

    PipelineBench(int items) {
        this.items = items;
    }

    int run() throws IOException, InterruptedException {
        BenchPlatform.measure(1_000_000, Map.of(), this::measure);
        return 0;
    }

    private void measure(Platform platform) throws IOException, InterruptedException {
        ModelAlone model = new ModelAlone(platform.part(TextClassifier.class));
        System.out.printf("Warming up%n");
        post(platform, BenchTexts.of("warm", items / 5), "warm");
        model.textsPerSecond(BenchTexts.of("warm", items), MODEL_TIME);
        System.out.printf("%-44s %10s%n", "", "texts/s");
        double before = model.textsPerSecond(BenchTexts.of("a", items), MODEL_TIME);
        print("model by itself", before);
        double first = post(platform, BenchTexts.of("a", items), "a");
        print("HTTP to decisions in PostgreSQL", first);
        double after = model.textsPerSecond(BenchTexts.of("b", items), MODEL_TIME);
        print("model by itself, again", after);
        long stored = fill(platform, (long) items * TIMES);
        print("rows stored now: " + stored, Double.NaN);
        double tenfold = post(platform, BenchTexts.of("b", items), "b");
        print("HTTP to decisions in PostgreSQL", tenfold);
        double afterwards = model.textsPerSecond(BenchTexts.of("c", items), MODEL_TIME);
        print("model by itself, again", afterwards);
        System.out.printf(
                "%n%-44s %10.2f   (wanted: at least 0.8)%n", "pipeline / model", first / ((before + after) / 2));
        System.out.printf(
                "%-44s %10.2f%n", "pipeline / model, ten times the rows", tenfold / ((after + afterwards) / 2));
        // both are divided by the model's own speed around each, because the machine's speed changes
        double slower = (first / (before + after)) / (tenfold / (after + afterwards));
        System.out.printf("%-44s %10.2f   (wanted: at most 1.2)%n", "time at ten times the rows / time before", slower);
    }

    private static void print(String what, double figure) {
        System.out.printf("%-44s %10s%n", what, Double.isNaN(figure) ? "" : "%,.0f".formatted(figure));
    }

    /** Comments a second from the first request until the last decision is stored. */
    static double post(Platform platform, List<String> texts, String prefix) throws IOException, InterruptedException {
        List<byte[]> bodies = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += HTTP_BATCH) {
            bodies.add(body(texts.subList(from, Math.min(texts.size(), from + HTTP_BATCH)), prefix + from));
        }
        ApiCaller api = new ApiCaller(platform.url(), BenchPlatform.KEY);
        long start = System.nanoTime();
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            List<Future<?>> sent = new ArrayList<>();
            for (byte[] body : bodies) {
                sent.add(senders.submit(() -> api.post("/api/v1/content/batch", body)));
            }
            Running.finish(sent, "Posting");
        }
        Contents contents = platform.part(Contents.class);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (contents.anyQueued()) {
            if (System.nanoTime() > end) {
                throw new IOException("Not everything was decided within " + PATIENCE);
            }
            Thread.sleep(SETTLE);
        }
        return texts.size() * 1e9 / (System.nanoTime() - start);
    }

    private static byte[] body(List<String> texts, String prefix) {
        ObjectNode batch = JSON.createObjectNode();
        ArrayNode items = batch.putArray("items");
        for (int i = 0; i < texts.size(); i++) {
            ObjectNode item = items.addObject();
            item.put("externalId", prefix + "-" + i);
            item.putObject("author").put("id", "author-" + i % 500);
            item.put("type", "comment");
            item.put("text", texts.get(i));
        }
        return JSON.writeValueAsBytes(batch);
    }

    /** Stores decided comments directly, without the pipeline, until there are that many, and returns how many there are. */
    static long fill(Platform platform, long wanted) {
        Contents contents = platform.part(Contents.class);
        Decisions decisions = platform.part(Decisions.class);
        platform.part(Communities.class).bootstrap(BenchPlatform.COMMUNITY, "Main community");
        ModerationResult approved = ModerationResult.of(
                Outcome.APPROVE,
                0.99,
                List.of(new Reason("Passed all moderation checks", null, "MlClassifier")),
                new Scores(Map.of(Category.TOXICITY, 0.01, Category.INSULT, 0.01, Category.THREAT, 0.01)),
                new Provenance("MlClassifier", null, List.of(new ModelUse("MlClassifier", "bench")), 1, 1L, false));
        for (int from = 0; contents.count() < wanted; from += HTTP_BATCH) {
            List<NewContent> batch = new ArrayList<>();
            for (int i = from; i < from + HTTP_BATCH; i++) {
                batch.add(new NewContent(
                        "fill-" + i,
                        new Author("author-" + i % 500, null),
                        ContentType.COMMENT,
                        "Somebody wrote this comment number " + i
                                + " a while ago, and it was about as long as they are.",
                        List.of(),
                        null,
                        null,
                        null,
                        null));
            }
            decisions.recordAutomatic(contents.submit(BenchPlatform.COMMUNITY, batch, PATIENCE).stream()
                    .map(Submission::content)
                    .map(content -> new AutomaticDecision(content, approved))
                    .toList());
        }
        return contents.count();
    }
}
