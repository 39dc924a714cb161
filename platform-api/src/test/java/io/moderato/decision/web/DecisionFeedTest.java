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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void namesTheContentAsThePlatformDoes() {
        Caller caller = caller();
        caller.post("/api/v1/moderate", comment("comment-4711", "something vile"));

        assertThat(firstPage(caller, "").text("/decisions/0/externalId")).isEqualTo("comment-4711");
    }

    @Test
    void beginsAtATimeOrNow() {
        Caller caller = caller();
        ContentId first = decided(caller, "one", Outcome.APPROVE);
        ContentId second = decided(caller, "two", Outcome.APPROVE);
        String secondAt = Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> firstPage(caller, ""),
                        page -> page.json().at("/decisions").size() == 2)
                .text("/decisions/1/decidedAt");
        String now = caller.get("/api/v1/decisions?since=now").text("/next");
        ContentId third = decided(caller, "three", Outcome.APPROVE);

        assertThat(contentsOf(firstPage(caller, "&after=" + now))).containsExactly(third);
        assertThat(contentsOf(firstPage(caller, "&since=" + secondAt))).containsExactly(second, third);
        assertThat(contentsOf(firstPage(caller, "&since=1970-01-01T00:00:00Z"))).containsExactly(first, second, third);
        assertThat(contentsOf(firstPage(caller, "&since=2001-01-01T00:00:00%2B01:00")))
                .containsExactly(first, second, third);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    since=yesterday                                | /since | RFC 3339
                    since=2026-11-21T18:30:00                      | /since | RFC 3339
                    since=2026-11-21T18:30:00+01:00                | /since | %2B
                    since=9999-01-01T00:00:00Z                     | /since | RFC 3339
                    since=                                         | /since | RFC 3339
                    since=now&since=now                            | /since | twice
                    since=now&after=1-1                            | /since | not both
                    after=x                                        | /after | not a cursor
                    limit=501                                      | /limit | 1 to 500
                    limit=0                                        | /limit | 1 to 500
                    from=now                                       | ''     | Known are after, since, limit
                    """)
    void refusesWhatItCannotTakeInWords(String query, String pointer, String words) {
        Answer answer = caller().get("/api/v1/decisions?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/pointer")).isEqualTo(pointer);
        assertThat(answer.text("/detail")).contains(words);
    }

    @Test
    void aCursorThatIsAheadIsOfAnotherHistory() {
        for (String cursor : List.of("999999999999999-1", "1-1-7")) {
            Answer answer = caller().get("/api/v1/decisions?after=" + cursor);

            assertThat(answer.status()).isEqualTo(410);
            assertThat(answer.text("/type")).endsWith("cursor-outdated");
            assertThat(answer.text("/detail")).contains("since=TIME");
        }
    }

    /** The first page that is not empty. */
    private static Answer firstPage(Caller caller, String query) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> caller.get("/api/v1/decisions?limit=500" + query),
                        page -> !page.json().at("/decisions").isEmpty());
    }

    private static List<ContentId> contentsOf(Answer page) {
        List<ContentId> contents = new ArrayList<>();
        page.json()
                .at("/decisions")
                .forEach(each ->
                        contents.add(ContentId.parse(each.at("/contentId").asString())));
        return contents;
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
