package io.moderato.content.web;

import static io.moderato.api.Caller.comment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import io.moderato.api.Topic;
import io.moderato.content.ContentId;
import io.moderato.content.ContentSubmitted;
import io.moderato.decision.Outcome;
import io.moderato.embedded.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ContentApiTest extends ApiTest {
    @Test
    void storesAnswersAndSendsWhatIsPosted() {
        Caller caller = caller();
        Answer posted = caller.send(caller.request("/api/v1/content")
                .header("Content-Type", "application/json")
                .header("X-Request-Id", "the-request")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("""
                        {"externalId": "c-1", "author": {"id": "a-1", "name": "Ada"}, "type": "review",
                         "text": "Well done 👏", "images": ["https://example.org/a.png"], "language": "en-GB",
                         "url": "https://example.org/p/1?q=a#c-1", "createdAt": "2026-11-21T18:30:00+01:00",
                         "context": {"parentText": "A post"}}
                        """)));

        assertThat(posted.status()).isEqualTo(202);
        assertThat(posted.text("/status")).isEqualTo("QUEUED");
        assertThat(posted.json().at("/revision").asInt()).isEqualTo(1);
        assertThat(posted.header("Location")).isEqualTo("/api/v1/content/" + posted.text("/id"));
        assertThat(posted.header("X-Request-Id")).isEqualTo("the-request");

        Answer read = caller.get(posted.header("Location"));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text("/text")).isEqualTo("Well done 👏");
        assertThat(read.text("/type")).isEqualTo("review");
        assertThat(read.text("/createdAt")).isEqualTo("2026-11-21T17:30:00Z");
        assertThat(read.text("/context/parentText")).isEqualTo("A post");
        assertThat(read.json().has("decision")).isFalse();

        try (Topic topic = new Topic(TestServers.kafkaClient(), ContentSubmitted.TOPIC)) {
            await().until(() -> topic.of(posted.text("/id")).size() == 1);
            JsonNode event = topic.of(posted.text("/id")).getFirst();
            assertThat(event.at("/requestId").asString()).isEqualTo("the-request");
            assertThat(event.at("/content/text").asString()).isEqualTo("Well done 👏");
        }
    }

    @Test
    void findsAContentByThePlatformsId() {
        Caller caller = caller();
        String id = caller.post("/api/v1/content", comment("a/b c", "first")).text("/id");
        caller.post("/api/v1/content", comment("a/b c", "second"));

        Answer found = caller.get("/api/v1/content?externalId=a%2Fb%20c");

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json().at("/contents").size()).isEqualTo(1);
        assertThat(found.text("/contents/0/id")).isEqualTo(id);
        assertThat(found.text("/contents/0/text")).isEqualTo("second");
        assertThat(caller.get("/api/v1/content?externalId=a")
                        .json()
                        .at("/contents")
                        .isEmpty())
                .isTrue();
        // another community's key
        assertThat(caller().get("/api/v1/content?externalId=a%2Fb%20c")
                        .json()
                        .at("/contents")
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', missing",
        "externalId=, 1 to 200",
        "externalId=a%0Ab, control characters",
        "externalId=%00, malformed",
        "externalId=%ff, malformed",
        "externalId=a&externalId=b, twice",
        "externalID=a, Known are"
    })
    void refusesAQuestionThatItCannotTake(String query, String words) {
        Answer answer = caller().get("/api/v1/content?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/detail")).contains(words);
    }

    @Test
    void showsTheDecisionItsHistoryAndTheStatementOfReasons() {
        Caller caller = caller();
        ContentId id = decided(caller, "vile", Outcome.REJECT);

        Answer read = caller.get("/api/v1/content/" + id);

        assertThat(read.text("/status")).isEqualTo("DECIDED");
        assertThat(read.text("/decision/outcome")).isEqualTo("REJECT");
        assertThat(read.json().at("/decision/scores/toxicity").asDouble()).isEqualTo(0.9);
        assertThat(read.text("/decision/provenance/models/0/version")).isEqualTo("model-1");
        assertThat(read.json().at("/history").size()).isEqualTo(1);
        assertThat(read.text("/statementOfReasons/automatedDecision")).isEqualTo("FULLY");
        assertThat(read.text("/statementOfReasons/ground")).isEqualTo("Rude or disrespectful language");
        assertThat(read.json().at("/appeals").isEmpty()).isTrue();
    }

    @Test
    void givesNoStatementOfReasonsForWhatStays() {
        Caller caller = caller();
        ContentId id = decided(caller, "fine", Outcome.APPROVE);

        assertThat(caller.get("/api/v1/content/" + id).json().has("statementOfReasons"))
                .isFalse();
    }

    @Test
    void answersTheSameTextWithTheSameRevisionAndAnotherWithTheNext() {
        Caller caller = caller();
        Answer first = caller.post("/api/v1/content", comment("c-1", "hello"));
        Answer again = caller.post("/api/v1/content", comment("c-1", "hello"));
        Answer edited = caller.post("/api/v1/content", comment("c-1", "hello there"));

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.status()).isEqualTo(202);
        assertThat(edited.text("/id")).isEqualTo(first.text("/id"));
        assertThat(edited.json().at("/revision").asInt()).isEqualTo(2);
    }

    @Test
    void sendsARevisionOnceHoweverOftenItIsPosted() {
        Caller caller = caller();
        String id = caller.post("/api/v1/content", comment("c-1", "hello")).text("/id");
        caller.post("/api/v1/content", comment("c-1", "hello"));
        caller.post("/api/v1/content", comment("c-1", "hello there"));

        try (Topic topic = new Topic(TestServers.kafkaClient(), ContentSubmitted.TOPIC)) {
            await().until(() -> topic.of(id).size() >= 2);
            assertThat(topic.of(id))
                    .extracting(event -> event.at("/content/revision").asInt())
                    .containsExactly(1, 2);
        }
    }

    @Test
    void takesTheGoodItemsOfABatchAndNamesTheBadOnes() {
        Caller caller = caller();
        Answer answer = caller.post(
                "/api/v1/content/batch",
                Map.of("items", List.of(comment("b-1", "one"), comment("b-2", "  "), comment("b-3", "three"), "four")));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().at("/accepted").asInt()).isEqualTo(2);
        assertThat(answer.json().at("/refused").asInt()).isEqualTo(2);
        JsonNode outcomes = answer.json().at("/outcomes");
        assertThat(outcomes.get(0).at("/externalId").asString()).isEqualTo("b-1");
        assertThat(outcomes.get(0).at("/status").asString()).isEqualTo("QUEUED");
        assertThat(outcomes.get(1).at("/error/pointer").asString()).isEqualTo("/items/1/text");
        assertThat(outcomes.get(1).at("/error/status").asInt()).isEqualTo(400);
        assertThat(outcomes.get(1).has("id")).isFalse();
        assertThat(outcomes.get(1).at("/externalId").asString()).isEqualTo("b-2");
        assertThat(outcomes.get(2).at("/externalId").asString()).isEqualTo("b-3");
        assertThat(outcomes.get(3).at("/error/pointer").asString()).isEqualTo("/items/3");
        String third = outcomes.get(2).at("/id").asString();
        assertThat(caller.get("/api/v1/content/" + third).text("/text")).isEqualTo("three");
    }

    @Test
    void takesAThousandAtOnceAndRefusesMoreThanThat() {
        Caller caller = caller();
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            items.add(comment("bulk-" + i, "Text number " + i));
        }
        Answer full = caller.post("/api/v1/content/batch", Map.of("items", items));
        items.add(comment("bulk-1000", "one too many"));
        Answer over = caller.post("/api/v1/content/batch", Map.of("items", items));

        assertThat(full.json().at("/accepted").asInt()).isEqualTo(1000);
        assertThat(full.json().at("/outcomes/999/externalId").asString()).isEqualTo("bulk-999");
        assertThat(over.status()).isEqualTo(413);
        assertThat(over.text("/pointer")).isEqualTo("/items");
    }

    @Test
    void hidesContentOfAnotherCommunityLikeContentThatIsNotThere() {
        ContentId id = decided(caller(), "vile", Outcome.REJECT);
        Caller stranger = caller();

        Answer foreign = stranger.get("/api/v1/content/" + id);
        Answer unknown = stranger.get("/api/v1/content/" + ContentId.next());

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.text("/detail")).isEqualTo(unknown.text("/detail"));
        assertThat(stranger.post("/api/v1/content/" + id + "/reports", Map.of("reporterId", "r", "reason", "x"))
                        .status())
                .isEqualTo(404);
        assertThat(stranger.post("/api/v1/content/" + id + "/appeals", Map.of("authorId", "author-1", "text", "x"))
                        .status())
                .isEqualTo(404);
        assertThat(stranger.post("/api/v1/content/" + id + "/feedback", Map.of("outcome", "APPROVE"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void takesImagesWithoutText() {
        Caller caller = caller();
        Answer posted = caller.post(
                "/api/v1/content",
                Map.of(
                        "externalId", "i-1",
                        "author", Map.of("id", "a"),
                        "images", List.of("https://example.org/a.png", "data:image/png;base64,iVBORw0KGgo=")));

        assertThat(posted.status()).isEqualTo(202);
        assertThat(caller.get(posted.header("Location")).json().at("/images").size())
                .isEqualTo(2);
    }
}
