package io.moderato.content.web;

import static io.moderato.api.Caller.comment;
import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The limits that an operator sets are enforced and described. */
@DirtiesContext
@TestPropertySource(
        properties = {
            "moderato.content.max-text=1KB",
            "moderato.content.max-images=2",
            "moderato.content.max-inline-images=2KB",
            "moderato.content.max-batch=3"
        })
class ContentLimitsTest extends ApiTest {
    @Test
    void holdForTexts() {
        Caller caller = caller();

        assertThat(caller.post("/api/v1/content", comment("a", "x".repeat(1024)))
                        .status())
                .isEqualTo(202);
        Answer over = caller.post("/api/v1/content", comment("b", "ä".repeat(513)));
        assertThat(over.status()).isEqualTo(413);
        assertThat(over.text("/pointer")).isEqualTo("/text");
        assertThat(over.text("/detail")).isEqualTo("'text' has more than 1,024 bytes in UTF-8. Send a shorter text.");
        // a direct decision does not avoid the limit
        assertThat(caller.post("/api/v1/moderate", Map.of("text", "x".repeat(1025), "store", false))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void holdForImages() {
        Caller caller = caller();

        Answer many =
                caller.post("/api/v1/content", withImages("https://e.org/1", "https://e.org/2", "https://e.org/3"));
        assertThat(many.status()).isEqualTo(400);
        assertThat(many.text("/detail")).isEqualTo("'images' has 3 entries; at most 2 fit.");
        String inline = "data:image/png;base64," + "A".repeat(1500);
        assertThat(caller.post("/api/v1/content", withImages(inline, "https://e.org/2"))
                        .status())
                .isEqualTo(202);
        Answer large = caller.post("/api/v1/content", withImages(inline, inline));
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.text("/pointer")).isEqualTo("/images/1");
        assertThat(large.text("/detail")).contains("2,048 characters");
    }

    @Test
    void holdForBatches() {
        Caller caller = caller();
        List<Object> items = List.of(comment("a", "1"), comment("b", "2"), comment("c", "3"), comment("d", "4"));

        assertThat(caller.post("/api/v1/content/batch", Map.of("items", items.subList(0, 3)))
                        .status())
                .isEqualTo(202);
        Answer over = caller.post("/api/v1/content/batch", Map.of("items", items));
        assertThat(over.status()).isEqualTo(413);
        assertThat(over.text("/detail"))
                .isEqualTo("The batch has 4 items; at most 3 fit. Send the others in the next batch.");
        Answer oneOver = caller.post(
                "/api/v1/content/batch", Map.of("items", List.of(comment("a", "1"), comment("e", "x".repeat(1025)))));
        assertThat(oneOver.json().at("/accepted").asInt()).isEqualTo(1);
        assertThat(oneOver.text("/outcomes/1/error/pointer")).isEqualTo("/items/1/text");
        assertThat(oneOver.json().at("/outcomes/1/error/status").asInt()).isEqualTo(413);
    }

    @Test
    void areDescribed() {
        JsonNode schemas =
                new Caller(port, null).get("/api/openapi.json").json().at("/components/schemas");
        JsonNode submission = schemas.at("/ContentSubmission/properties");

        assertThat(submission.at("/text/maxLength").asInt()).isEqualTo(1024);
        assertThat(submission.at("/text/description").asString()).endsWith("At most 1,024 bytes in UTF-8.");
        assertThat(submission.at("/images/maxItems").asInt()).isEqualTo(2);
        assertThat(submission.at("/images/description").asString()).contains("at most 2,048 characters");
        assertThat(submission.at("/externalId/maxLength").asInt()).isEqualTo(200);
        assertThat(submission.at("/externalId/minLength").asInt()).isEqualTo(1);
        assertThat(submission.at("/language/maxLength").asInt()).isEqualTo(35);
        assertThat(schemas.at("/ContentContext/properties/parentText/maxLength").asInt())
                .isEqualTo(1024);
        assertThat(schemas.at("/ContentBatch/properties/items/maxItems").asInt())
                .isEqualTo(3);
        assertThat(schemas.at("/ContentBatch/properties/items/minItems").asInt())
                .isEqualTo(1);
        assertThat(schemas.at("/ContentBatch/properties/items/items/$ref").asString())
                .isEqualTo("#/components/schemas/ContentSubmission");
        JsonNode asked = schemas.at("/ModerateRequest/properties");
        assertThat(asked.at("/text")).isEqualTo(submission.at("/text"));
        assertThat(asked.propertyNames())
                .hasSize(submission.propertyNames().size() + 2)
                .contains("store", "items");
        assertThat(schemas.at("/AppealRequest/properties/text/maxLength").asInt())
                .isEqualTo(5000);
        assertThat(schemas.at("/ReportRequest/properties/revision/minimum").asInt())
                .isEqualTo(1);
        assertThat(schemas.at("/FeedbackRequest/properties/outcome/enum").toString())
                .isEqualTo("[\"APPROVE\",\"REJECT\",\"MODIFY\"]");
        assertThat(schemas.at("/FeedbackRequest/properties/categories/maxItems").asInt())
                .isEqualTo(10);
        assertThat(schemas.at("/FeedbackRequest/properties/note/maxLength").asInt())
                .isEqualTo(5000);
        for (JsonNode body : List.of(schemas.at("/AppealRequest"), schemas.at("/ContentSubmission"))) {
            assertThat(body.at("/additionalProperties").asBoolean(true)).isFalse();
        }
        assertThat(schemas.at("/AppealRequest/required").toString()).contains("authorId", "text");
        assertThat(schemas.at("/ReportRequest/required").toString()).contains("reporterId", "reason");
        // the author may stand in the fields
        assertThat(schemas.at("/ContentSubmission/required").toString()).isEqualTo("[\"externalId\"]");
    }

    private static Map<String, Object> withImages(String... images) {
        Map<String, Object> content = new HashMap<>(comment("i", "x"));
        content.put("images", List.of(images));
        return content;
    }
}
