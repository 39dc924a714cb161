package io.moderato.erasure.web;

import static io.moderato.api.Caller.comment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.access.store.Scope;
import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import io.moderato.content.ContentId;
import io.moderato.decision.Outcome;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ErasureApiTest extends ApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void erasesAContentAndAnswers410FromThenOn() {
        Caller caller = caller();
        ContentId id = decided(caller, "something vile", Outcome.MODIFY);
        String path = "/api/v1/content/" + id;
        String externalId = caller.get(path).text("/externalId");
        Answer appealed = caller.post(path + "/appeals", Map.of("authorId", "author-1", "text", "It was a quotation."));

        Answer erased = delete(caller, path);

        assertThat(erased.status()).isEqualTo(200);
        assertThat(erased.text("/state")).isEqualTo("DONE");
        assertThat(erased.json().at("/contents").asInt()).isEqualTo(1);
        for (Answer after : new Answer[] {
            caller.get(path),
            delete(caller, path),
            caller.get(appealed.header("Location")),
            caller.post("/api/v1/content", comment(externalId, "something vile")),
            caller.post("/api/v1/moderate", comment(externalId, "something else")),
            caller.post(path + "/reports", Map.of("reporterId", "r", "reason", "why")),
            caller.post(path + "/appeals", Map.of("authorId", "author-1", "text", "why")),
            caller.post(path + "/feedback", Map.of("outcome", "APPROVE"))
        }) {
            assertThat(after.status()).isEqualTo(410);
            assertThat(after.problem()).isEqualTo("erased");
            assertThat(after.text("/detail")).contains("was erased");
        }
        assertThat(caller.get("/api/v1/content?externalId=" + externalId)
                        .json()
                        .at("/contents")
                        .isEmpty())
                .isTrue();
        Answer feed = await().atMost(PATIENCE)
                .until(
                        () -> caller.get("/api/v1/decisions"),
                        page -> !page.json().at("/decisions").isEmpty());
        assertThat(feed.text("/decisions/0/externalId")).isEqualTo(externalId);
        assertThat(feed.text("/decisions/0/outcome")).isEqualTo("MODIFY");
        assertThat(feed.text("/decisions/0/modifiedText")).isEmpty();
        assertThat(feed.text("/decisions/0/reasons/0/category")).isEqualTo("toxicity");
    }

    @Test
    void erasesAnAuthorInTheBackground() {
        Caller caller = caller();
        caller.post("/api/v1/content", Map.of("externalId", "b", "author", Map.of("id", "a/b ü;c"), "text", "hello"));
        ContentId other = decided(caller, "by another", Outcome.APPROVE);

        Answer wanted = caller.post("/api/v1/erasures", Map.of("authorId", "a/b ü;c"));

        assertThat(wanted.status()).isEqualTo(202);
        Answer done = await().atMost(PATIENCE)
                .until(
                        () -> caller.get(wanted.header("Location")),
                        state -> state.text("/state").equals("DONE"));
        assertThat(done.text("/id")).isEqualTo(wanted.text("/id"));
        assertThat(done.json().at("/contents").asInt()).isEqualTo(1);
        assertThat(done.text("/finishedAt")).isNotEmpty();
        assertThat(caller.get("/api/v1/content?externalId=b")
                        .json()
                        .at("/contents")
                        .isEmpty())
                .isTrue();
        assertThat(caller.get("/api/v1/content/" + other).status()).isEqualTo(200);
        // nobody learns what exists elsewhere
        assertThat(caller().get(wanted.header("Location")).status()).isEqualTo(404);
        assertThat(caller.post("/api/v1/erasures", Map.of("authorId", "unknown"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void forgetsAnswersThatAreKeptForRepetitions() {
        Caller caller = caller();
        Answer first = moderate(caller);
        delete(caller, "/api/v1/content/" + first.text("/contentId"));
        Answer again = moderate(caller);

        assertThat(first.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/detail")).contains("erased");
    }

    @Test
    void erasesOnlyWithItsOwnScopeAndOnlyWhatIsTheCallers() {
        Caller all = caller();
        Caller others = caller(communityOf(all), EnumSet.complementOf(EnumSet.of(Scope.ERASE)), 1000);
        ContentId id = decided(all, "hello", Outcome.APPROVE);

        assertThat(delete(others, "/api/v1/content/" + id).status()).isEqualTo(403);
        assertThat(others.post("/api/v1/erasures", Map.of("authorId", "author-1"))
                        .status())
                .isEqualTo(403);
        assertThat(delete(caller(), "/api/v1/content/" + id).status()).isEqualTo(404);
        assertThat(delete(all, "/api/v1/content/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(all.get("/api/v1/content/" + id).text("/text")).isEqualTo("hello");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                            | /authorId | missing
                    {"authorId": ""}              | /authorId | 1 to 200
                    {"authorId": 7}               | /authorId | Expected a text
                    {"authorId": "a\\u0000"}       | /authorId | U+0000
                    {"author": "a"}               | /author   | The fields are authorId
                    """)
    void refusesWhatIsNotAnAuthor(String body, String pointer, String words) {
        Answer answer = caller().post("/api/v1/erasures", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/pointer")).isEqualTo(pointer);
        assertThat(answer.text("/detail")).contains(words);
    }

    private static Answer delete(Caller caller, String path) {
        return caller.send(caller.request(path).DELETE());
    }

    private static Answer moderate(Caller caller) {
        return caller.send(caller.request("/api/v1/moderate")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "k-1")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(comment("m-1", "something vile")))));
    }
}
