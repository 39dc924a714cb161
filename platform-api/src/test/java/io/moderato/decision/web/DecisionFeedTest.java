package io.moderato.decision.web;

import static io.moderato.api.Caller.comment;
import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import io.moderato.content.ContentId;
import io.moderato.decision.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DecisionFeedTest extends ApiTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int WRITERS = 6;
    private static final int OF_EACH = 40;

    @Test
    void skipsNothingThatConcurrentWritersDecide() throws Exception {
        Caller caller = caller();
        List<ContentId> posted = post(caller, WRITERS * OF_EACH);
        List<String> read = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                List<ContentId> mine = posted.subList(writer * OF_EACH, (writer + 1) * OF_EACH);
                writers.add(threads.submit((Callable<Void>) () -> {
                    mine.forEach(id -> decide(id, 1, Outcome.APPROVE));
                    return null;
                }));
            }
            String next = "";
            boolean more = true;
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            // other work in this PostgreSQL may hold up the feed for a moment, so an empty page need not be the end
            while ((more || read.size() < posted.size()) && System.nanoTime() < deadline) {
                JsonNode page = caller.get("/api/v1/decisions?limit=7" + (next.isEmpty() ? "" : "&after=" + next))
                        .json();
                page.at("/decisions")
                        .forEach(decision -> read.add(decision.at("/contentId").asString()));
                more = !page.at("/decisions").isEmpty();
                next = page.at("/next").asString();
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        Set<String> expected = new HashSet<>();
        posted.forEach(id -> expected.add(id.toString()));
        assertThat(read).doesNotHaveDuplicates();
        assertThat(new HashSet<>(read)).isEqualTo(expected);
    }

    @Test
    void startsAtTheBeginningAndStaysAtTheEnd() {
        Caller caller = caller();
        ContentId id = decided(caller, "vile", Outcome.REJECT);

        Answer first = Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> caller.get("/api/v1/decisions"),
                        page -> !page.json().at("/decisions").isEmpty());
        Answer after = caller.get("/api/v1/decisions?after=" + first.text("/next"));

        assertThat(first.text("/decisions/0/contentId")).isEqualTo(id.toString());
        assertThat(first.json().at("/decisions/0/automatic").asBoolean()).isTrue();
        assertThat(after.json().at("/decisions").isEmpty()).isTrue();
        assertThat(after.text("/next")).isEqualTo(first.text("/next"));
    }

    @Test
    void showsNothingOfOtherCommunities() {
        decided(caller(), "vile", Outcome.REJECT);

        assertThat(caller().get("/api/v1/decisions").json().at("/decisions").isEmpty())
                .isTrue();
    }

    private List<ContentId> post(Caller caller, int count) {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(comment("feed-" + i, "Text " + i));
        }
        List<ContentId> ids = new ArrayList<>();
        caller.post("/api/v1/content/batch", Map.of("items", items))
                .json()
                .at("/outcomes")
                .forEach(outcome -> ids.add(ContentId.parse(outcome.at("/id").asString())));
        return ids;
    }
}
