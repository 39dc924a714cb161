package io.moderato.openai.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.api.Answer;
import io.moderato.api.Caller;
import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class ModerationsTest extends OpenAiTest {
    private static final String[] CATEGORIES = {
        "harassment",
        "harassment/threatening",
        "hate",
        "hate/threatening",
        "illicit",
        "illicit/violent",
        "self-harm",
        "self-harm/intent",
        "self-harm/instructions",
        "sexual",
        "sexual/minors",
        "violence",
        "violence/graphic"
    };

    @Autowired
    private JdbcClient jdbc;

    @Test
    void answersAboutATextInTheVendorsForm() {
        Answer answer = moderate(
                Map.of("input", "insult=0.9 toxicity=0.4 identity_attack=0.1", "model", "omni-moderation-latest"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().propertyNames())
                .containsExactly("id", "model", "model_version", "policy_version", "results");
        assertThat(answer.text("/id")).matches("modr-[0-9a-f]{32}");
        assertThat(answer.text("/model")).isEqualTo(MODEL);
        assertThat(answer.text("/model_version")).isEqualTo(ScriptedModeration.VERSION);
        assertThat(answer.json().at("/policy_version").asInt()).isEqualTo(1);
        assertThat(answer.json().at("/results").size()).isEqualTo(1);
        JsonNode result = answer.json().at("/results/0");
        assertThat(result.propertyNames())
                .containsExactly("flagged", "categories", "category_scores", "category_applied_input_types");
        assertThat(result.at("/flagged").asBoolean()).isTrue();
        for (String part : List.of("categories", "category_scores", "category_applied_input_types")) {
            assertThat(result.at("/" + part).propertyNames()).containsExactlyInAnyOrder(CATEGORIES);
        }
        assertCategory(result, "harassment", true, 0.9, "text");
        assertCategory(result, "hate", false, 0.1, "text");
    }

    @Test
    void saysThatNobodyKnowsWhatNoModelScores() {
        JsonNode result =
                moderate(Map.of("input", "insult=0.1 toxicity=0.1")).json().at("/results/0");

        assertThat(result.at("/flagged").asBoolean()).isFalse();
        assertCategory(result, "harassment", false, 0.1, "text");
        for (String unknown : CATEGORIES) {
            if (!unknown.equals("harassment")) {
                assertCategory(result, unknown, false, 0);
            }
        }
    }

    @Test
    void takesTheLowestWhereAllOfSeveralHaveToBeThere() {
        JsonNode both = moderate(Map.of("input", "identity_attack=0.9 threat=0.4"))
                .json()
                .at("/results/0");
        JsonNode one = moderate(Map.of("input", "identity_attack=0.9 threat=0.1"))
                .json()
                .at("/results/0");
        JsonNode unknown =
                moderate(Map.of("input", "identity_attack=0.9")).json().at("/results/0");

        // review of threats begins at .261
        assertCategory(both, "hate/threatening", true, 0.4, "text");
        assertCategory(one, "hate/threatening", false, 0.1, "text");
        assertCategory(unknown, "hate/threatening", false, 0);
        assertCategory(unknown, "hate", true, 0.9, "text");
    }

    @Test
    void countsWhatARuleFoundAsCertain() {
        Answer answer = moderate(Map.of("input", "rule:threat"));
        JsonNode result = answer.json().at("/results/0");

        assertThat(result.at("/flagged").asBoolean()).isTrue();
        assertCategory(result, "violence", true, 1, "text");
        assertCategory(result, "harassment/threatening", true, 1, "text");
        assertCategory(result, "harassment", false, 0);
        assertThat(answer.text("/model")).isEqualTo("rules");
        assertThat(answer.json().at("/model_version").isNull()).isTrue();
    }

    @Test
    void saysThatALanguageIsNotRead() {
        JsonNode result = moderate(Map.of("input", "foreign")).json().at("/results/0");

        assertThat(result.at("/flagged").asBoolean()).isFalse();
        for (String category : CATEGORIES) {
            assertCategory(result, category, false, 0);
        }
    }

    @Test
    void answersAboutEachTextOfAnArrayInItsOrder() {
        Answer answer = moderate(Map.of("input", List.of("insult=0.9", "insult=0.1", " ", "insult=0.8")));

        JsonNode results = answer.json().at("/results");
        assertThat(IntStream.range(0, 4)
                        .mapToObj(i -> results.at("/" + i + "/category_scores/harassment")
                                .asDouble()))
                .containsExactly(0.9, 0.1, 0.0, 0.8);
        assertThat(results.at("/2/flagged").asBoolean()).isFalse();
    }

    @Test
    void asksThePipelineForAFewOfManyTextsAtATime() {
        List<String> thousand =
                IntStream.range(0, 1000).mapToObj(i -> "insult=0." + i).toList();

        Answer answer = moderate(Map.of("input", thousand));

        assertThat(answer.json().at("/results").size()).isEqualTo(1000);
        assertThat(answer.json().at("/results/999/category_scores/harassment").asDouble())
                .isEqualTo(0.999);
        assertThat(pipeline().calls()).hasSize(16).allMatch(size -> size <= 64);
        pipeline().forget();
        moderate(Map.of(
                "input",
                List.of(
                        "x".repeat(65_000),
                        "y".repeat(65_000),
                        "z".repeat(65_000),
                        "a".repeat(65_000),
                        "b".repeat(65_000))));
        assertThat(pipeline().calls()).containsExactly(4, 1);
    }

    @Test
    void answersOnceAboutAllPartsAndNamesNoImageThatNobodySaw() {
        Answer answer = moderate(Map.of(
                "input",
                List.of(
                        text("sexual=0.2"),
                        image("https://example.org/a.png"),
                        text("violent"),
                        image("data:image/png;base64,iVBORw0KGgo="))));

        assertThat(answer.json().at("/results").size()).isEqualTo(1);
        JsonNode result = answer.json().at("/results/0");
        assertThat(result.at("/flagged").asBoolean()).isTrue();
        assertCategory(result, "sexual", false, 0.2, "text");
        Content asked = pipeline().asked().getLast();
        assertThat(asked.text()).isEqualTo("sexual=0.2\nviolent");
        assertThat(asked.images()).containsExactly("https://example.org/a.png", "data:image/png;base64,iVBORw0KGgo=");
    }

    @Test
    void flagsAnImageThatNobodySawAsThePolicySays() {
        JsonNode result = moderate(Map.of("input", List.of(image("https://example.org/a.png"))))
                .json()
                .at("/results/0");

        assertThat(result.at("/flagged").asBoolean()).isTrue();
        for (String category : CATEGORIES) {
            assertCategory(result, category, false, 0);
        }
    }

    @Test
    void passesOverFieldsThatItDoesNotKnow() {
        assertThat(moderate(Map.of("input", "fine", "user", "u-1", "metadata", Map.of("a", 1)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void takesATextThatWasCutInTheMiddleOfACharacter() {
        Caller caller = caller();
        Answer answer = caller.post("/v1/moderations", "{\"input\":\"insult=0.9 \\ud83d\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(pipeline().asked().getLast().text()).isEqualTo("insult=0.9 ?");
    }

    @Test
    void answersInTheCategoriesThatTheCommunityHasChosen() {
        Caller caller = caller();
        jdbc.sql("UPDATE community SET openai_mapping = ?::jsonb WHERE id = ?")
                .params(
                        "{\"illicit\":{\"take\":\"HIGHEST\",\"of\":[\"spam\"]}}",
                        communityOf(caller).value())
                .update();

        JsonNode result = caller.post("/v1/moderations", Map.of("input", "spam=0.8 insult=0.9"))
                .json()
                .at("/results/0");

        assertCategory(result, "illicit", true, 0.8, "text");
        assertCategory(result, "harassment", false, 0);
        assertThat(result.at("/flagged").asBoolean()).isTrue();
    }

    @Test
    void measuresByThePolicyThatDecided() {
        Caller caller = caller();
        jdbc.sql("""
                        INSERT INTO policy (community_id, version, thresholds, note, published_by)
                        VALUES (?, 2, '{"insult":{"rejectAbove":1}}', 'strict', 'admin')
                        """).param(communityOf(caller).value()).update();
        jdbc.sql("UPDATE community SET policy_version = 2 WHERE id = ?")
                .param(communityOf(caller).value())
                .update();

        // the pipeline decided by version 1 before the second one was published
        Answer answer = caller.post("/v1/moderations", Map.of("input", "insult=0.6"));

        assertThat(answer.json().at("/policy_version").asInt()).isEqualTo(1);
        assertCategory(answer.json().at("/results/0"), "harassment", true, 0.6, "text");
    }

    @Test
    void storesNothing() {
        Caller caller = caller();
        CommunityId community = communityOf(caller);

        caller.post("/v1/moderations", Map.of("input", List.of("insult=0.9", "rule:spam")));
        caller.post("/v1/moderations", Map.of("input", List.of("insult=0.9", "overload")));

        for (String table : List.of("content", "decision", "review_case", "event")) {
            assertThat(jdbc.sql("SELECT count(*) FROM " + table + " WHERE community_id = ?")
                            .param(community.value())
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    private Answer moderate(Map<String, ?> body) {
        return caller().post("/v1/moderations", body);
    }

    private static Map<String, Object> text(String text) {
        return Map.of("type", "text", "text", text);
    }

    private static Map<String, Object> image(String url) {
        return Map.of("type", "image_url", "image_url", Map.of("url", url));
    }

    private static void assertCategory(
            JsonNode result, String category, boolean is, double score, String... inputTypes) {
        assertThat(result.at("/categories").get(category).booleanValue())
                .as(category)
                .isEqualTo(is);
        assertThat(result.at("/category_scores").get(category).doubleValue())
                .as(category)
                .isEqualTo(score);
        assertThat(result.at("/category_applied_input_types").get(category).values().stream()
                        .map(JsonNode::stringValue))
                .as(category)
                .containsExactly(inputTypes);
    }
}
