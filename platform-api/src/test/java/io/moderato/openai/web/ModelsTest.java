package io.moderato.openai.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.api.Answer;
import io.moderato.api.Caller;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class ModelsTest extends OpenAiTest {
    @Autowired
    private JdbcClient jdbc;

    @Test
    void listsEveryNameThatARequestMayCarry() {
        Answer answer = caller().get("/v1/models");

        assertThat(answer.text("/object")).isEqualTo("list");
        assertThat(answer.json().at("/data").values().stream()
                        .map(model -> model.at("/id").asString()))
                .containsExactly(
                        "test",
                        MODEL,
                        "omni-moderation-latest",
                        "omni-moderation-2024-09-26",
                        "text-moderation-latest",
                        "text-moderation-stable");
        for (JsonNode model : answer.json().at("/data")) {
            assertThat(model.propertyNames()).containsExactly("id", "object", "created", "owned_by");
            assertThat(model.at("/object").asString()).isEqualTo("model");
            assertThat(model.at("/created").asLong()).isEqualTo(1_795_285_800L);
            assertThat(model.at("/owned_by").asString()).isEqualTo("moderato");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"test", MODEL, "omni-moderation-latest", "text-moderation-stable", ScriptedModeration.VERSION})
    void scoresByTheModelThatIsNamed(String model) {
        Answer answer = caller().post("/v1/moderations", Map.of("input", "fine", "model", model));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/model")).isEqualTo(MODEL);
    }

    @Test
    void findsOneByItsName() {
        Caller caller = caller();

        assertThat(caller.get("/v1/models/" + MODEL).text("/id")).isEqualTo(MODEL);
        assertThat(caller.get("/v1/models/omni-moderation-latest").status()).isEqualTo(200);
        assertThat(caller.get("/v1/models/gpt-4o").text("/error/code")).isEqualTo("model_not_found");
    }

    @Test
    void knowsNoModelThatHasStopped() {
        Caller caller = caller();
        jdbc.sql("UPDATE running_model SET seen_at = now() - interval '2 minutes'")
                .update();

        assertThat(caller.get("/v1/models").json().at("/data").isEmpty()).isTrue();
        assertThat(caller.post("/v1/moderations", Map.of("input", "fine", "model", "test"))
                        .status())
                .isEqualTo(404);
        assertThat(caller.post("/v1/moderations", Map.of("input", "fine")).status())
                .isEqualTo(200);
    }

    @Test
    void isDescribed() {
        JsonNode document = new Caller(port, null).get("/api/openapi/openai").json();

        assertThat(document.at("/paths").propertyNames())
                .containsExactlyInAnyOrder("/v1/moderations", "/v1/models", "/v1/models/{model}");
        JsonNode moderations = document.at("/paths/~1v1~1moderations/post");
        assertThat(moderations.at("/responses").propertyNames())
                .containsExactlyInAnyOrder("200", "400", "401", "403", "404", "413", "415", "429", "500", "503");
        assertThat(moderations
                        .at("/responses/401/content/application~1json/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/ErrorResponse");
        assertThat(document.at("/components/schemas/CreateModerationRequest/required")
                        .toString())
                .isEqualTo("[\"input\"]");
        document.findValues("$ref")
                .forEach(reference -> assertThat(
                                document.at(reference.asString().substring(1)).isObject())
                        .as(reference.asString())
                        .isTrue());
    }
}
