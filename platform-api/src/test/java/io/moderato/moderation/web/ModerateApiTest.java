package io.moderato.moderation.web;

import static io.moderato.api.Caller.comment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.moderato.access.store.Scope;
import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import io.moderato.api.Topic;
import io.moderato.content.ContentSubmitted;
import io.moderato.decision.Outcome;
import io.moderato.embedded.TestServers;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class ModerateApiTest extends ApiTest {
    @Autowired
    private JdbcClient jdbc;

    @Test
    void decidesWithoutKeepingAnything() {
        Caller caller = caller();
        Answer answer = caller.post("/api/v1/moderate", Map.of("text", "something vile", "store", false));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/outcome")).isEqualTo("REJECT");
        assertThat(answer.json().at("/scores/toxicity").asDouble()).isEqualTo(0.9);
        assertThat(answer.text("/reasons/0/category")).isEqualTo("toxicity");
        assertThat(answer.json().has("id")).isFalse();
        assertThat(answer.json().has("contentId")).isFalse();
        assertThat(stored(caller)).isZero();
    }

    @Test
    void keepsContentAndDecisionOnce() {
        Caller caller = caller();
        Answer first = caller.post("/api/v1/moderate", comment("m-1", "something vile"));
        int calls = inference.calls();
        Answer again = caller.post("/api/v1/moderate", comment("m-1", "something vile"));

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("/outcome")).isEqualTo("REJECT");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(inference.calls()).isEqualTo(calls);
        assertThat(stored(caller)).isEqualTo(1);
        Answer read = caller.get("/api/v1/content/" + first.text("/contentId"));
        assertThat(read.text("/status")).isEqualTo("DECIDED");
        assertThat(read.text("/decision/id")).isEqualTo(first.text("/id"));
        assertThat(read.json().at("/history").size()).isEqualTo(1);
        assertThat(jdbc.sql("SELECT count(*) FROM event WHERE type = 'content.decided' AND subject = ?")
                        .param(first.text("/id"))
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void givesThePipelinesDecisionWhereItWasFaster() {
        Caller caller = caller();
        var id = decided(caller, "a text", Outcome.REVIEW);
        String externalId = caller.get("/api/v1/content/" + id).text("/externalId");

        Answer answer = caller.post("/api/v1/moderate", comment(externalId, "a text"));

        assertThat(answer.text("/contentId")).isEqualTo(id.toString());
        assertThat(answer.text("/outcome")).isEqualTo("REVIEW");
    }

    @Test
    void decidesWhatWasPostedBeforeAndStillWaits() {
        Caller caller = caller();
        String id = caller.post("/api/v1/content", comment("m-2", "fine")).text("/id");

        Answer answer = caller.post("/api/v1/moderate", comment("m-2", "fine"));

        assertThat(answer.text("/contentId")).isEqualTo(id);
        assertThat(answer.text("/outcome")).isEqualTo("APPROVE");
    }

    @Test
    void keepsContentForThePipelineWhenItCannotBeDecidedAtOnce() {
        Caller caller = caller();
        Answer answer = caller.post("/api/v1/moderate", comment("m-3", "overload"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("unavailable");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(stored(caller)).isEqualTo(1);
        String id = caller.post("/api/v1/content", comment("m-3", "overload")).text("/id");
        assertThat(answer.text("/detail")).contains(id);
        try (Topic topic = new Topic(TestServers.kafkaClient(), ContentSubmitted.TOPIC)) {
            await().until(() -> topic.of(id).size() == 1);
        }
    }

    @Test
    void keepsNothingForAKeyThatMayOnlyAsk() {
        Caller caller = caller(community(), Set.of(Scope.MODERATE), 100);
        Answer kept = caller.post("/api/v1/moderate", comment("m-4", "fine"));
        Map<String, Object> body = new HashMap<>(comment("m-4", "fine"));
        body.put("store", false);

        assertThat(kept.status()).isEqualTo(403);
        assertThat(kept.text("/detail")).contains("content:write");
        assertThat(stored(caller)).isZero();
        assertThat(caller.post("/api/v1/moderate", body).status()).isEqualTo(200);
    }

    @Test
    void wantsAnIdAndAnAuthorForWhatIsKept() {
        Caller caller = caller();

        assertThat(caller.post("/api/v1/moderate", Map.of("text", "x")).text("/pointer"))
                .isEqualTo("/externalId");
        assertThat(caller.post("/api/v1/moderate", Map.of("text", "x", "store", "no"))
                        .text("/pointer"))
                .isEqualTo("/store");
    }

    @Test
    void decidesManyAtOnceAndFailsNoneForABadOne() {
        Caller caller = caller();
        caller.post("/api/v1/content", comment("taken", "somebody's"));
        int calls = inference.calls();

        Answer answer = caller.post(
                "/api/v1/moderate",
                Map.of(
                        "items",
                        List.of(
                                comment("many-1", "something vile"),
                                Map.of("text", "only asked", "store", false),
                                Map.of("externalId", "many-2", "text", "whose?"),
                                Map.of("externalId", "taken", "author", Map.of("id", "another"), "text", "mine"),
                                Map.of("items", List.of(), "text", "x"),
                                comment("many-1", "something vile"),
                                Map.of("externalId", 7, "author", Map.of("id", "a"), "text", "x"),
                                comment("many-1", "fine again"))));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/outcomes").size()).isEqualTo(8);
        assertThat(answer.text("/outcomes/0/decision/outcome")).isEqualTo("REJECT");
        assertThat(answer.text("/outcomes/0/decision/externalId")).isEqualTo("many-1");
        assertThat(answer.text("/outcomes/1/decision/outcome")).isEqualTo("APPROVE");
        assertThat(answer.json().at("/outcomes/1/decision").has("id")).isFalse();
        assertThat(answer.text("/outcomes/2/error/pointer")).isEqualTo("/items/2/author");
        assertThat(answer.text("/outcomes/2/externalId")).isEqualTo("many-2");
        assertThat(answer.text("/outcomes/3/error/type")).endsWith("already-exists");
        assertThat(answer.text("/outcomes/3/error/pointer")).isEqualTo("/items/3/author/id");
        assertThat(answer.text("/outcomes/4/error/pointer")).isEqualTo("/items/4/items");
        assertThat(answer.text("/outcomes/5/decision/id")).isEqualTo(answer.text("/outcomes/0/decision/id"));
        assertThat(answer.text("/outcomes/6/error/pointer")).isEqualTo("/items/6/externalId");
        assertThat(answer.json().at("/outcomes/6").has("externalId")).isFalse();
        assertThat(answer.json().at("/outcomes/7/decision/revision").asInt()).isEqualTo(2);
        // one call for what is kept, one for what is not
        assertThat(inference.calls() - calls).isEqualTo(2);
    }

    @Test
    void keepsAllOfManyThatCannotBeDecidedAtOnce() {
        Caller caller = caller();
        Answer answer = caller.post(
                "/api/v1/moderate", Map.of("items", List.of(comment("w-1", "overload"), comment("w-2", "fine"))));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("/detail")).contains("stored");
        assertThat(stored(caller)).isEqualTo(2);
    }

    @Test
    void tellsOfEachItemThatTheKeyMayNotKeep() {
        Caller caller = caller(community(), Set.of(Scope.MODERATE), 100);
        Answer answer = caller.post(
                "/api/v1/moderate",
                Map.of("items", List.of(comment("k-1", "fine"), Map.of("text", "fine", "store", false))));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/outcomes/0/error/status").asInt()).isEqualTo(403);
        assertThat(answer.text("/outcomes/1/decision/outcome")).isEqualTo("APPROVE");
        assertThat(stored(caller)).isZero();
    }

    @ParameterizedTest
    @MethodSource
    void refusesManyThatItCannotRead(Map<String, Object> body, int status, String words) {
        Answer answer = caller().post("/api/v1/moderate", body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("/pointer")).isEqualTo("/items");
        assertThat(answer.text("/detail")).contains(words);
    }

    static Stream<Arguments> refusesManyThatItCannotRead() {
        List<Object> tooMany = Collections.nCopies(101, Map.of("text", "x", "store", false));
        return Stream.of(
                arguments(Map.of("items", List.of()), 400, "empty"),
                arguments(Map.of("items", tooMany), 413, "at most 100"),
                arguments(Map.of("items", tooMany.subList(0, 1), "text", "x"), 400, "not both"),
                arguments(Map.of("items", "x"), 400, "Expected an array"));
    }

    private int stored(Caller caller) {
        return jdbc.sql("SELECT count(*) FROM content WHERE community_id = ?")
                .param(communityOf(caller).value())
                .query(Integer.class)
                .single();
    }
}
