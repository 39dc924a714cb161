package io.moderato.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest extends ApiTest {
    @Test
    void describesEveryOperationWithItsErrors() {
        JsonNode document = new Caller(port, null).get("/api/openapi.json").json();

        assertThat(document.at("/openapi").asString()).startsWith("3.1");
        assertThat(document.at("/servers").toString()).isEqualTo("[{\"url\":\"/\"}]");
        assertThat(document.at("/components/securitySchemes").propertyNames())
                .containsExactlyInAnyOrder("bearer", "key");
        assertThat(document.at("/paths").propertyNames())
                .containsExactlyInAnyOrder(
                        "/api/v1/content",
                        "/api/v1/content/batch",
                        "/api/v1/content/{id}",
                        "/api/v1/content/{id}/reports",
                        "/api/v1/content/{id}/appeals",
                        "/api/v1/content/{id}/feedback",
                        "/api/v1/appeals/{id}",
                        "/api/v1/decisions",
                        "/api/v1/erasures",
                        "/api/v1/erasures/{id}",
                        "/api/v1/moderate");
        for (JsonNode path : document.at("/paths")) {
            for (JsonNode operation : path) {
                assertThat(operation.at("/summary").asString()).isNotEmpty();
                assertThat(operation.at("/responses").propertyNames()).contains("401", "403", "429", "503");
                operation
                        .at("/responses")
                        .forEachEntry((status, answer) -> assertThat(
                                        answer.at("/content").isEmpty())
                                .as(status)
                                .isFalse());
            }
        }
    }

    @Test
    void namesTheStatusThatIsAnswered() {
        JsonNode paths = new Caller(port, null).get("/api/openapi.json").json().at("/paths");

        assertThat(paths.at("/~1api~1v1~1content/post/responses").propertyNames())
                .contains("202")
                .doesNotContain("200");
        assertThat(paths.at("/~1api~1v1~1content/post/responses/202/headers").propertyNames())
                .contains("Location");
        assertThat(paths.at("/~1api~1v1~1content~1batch/post/responses").propertyNames())
                .contains("202");
        assertThat(paths.at("/~1api~1v1~1content~1{id}~1appeals/post/responses").propertyNames())
                .contains("201");
        assertThat(paths.at("/~1api~1v1~1moderate/post/responses").propertyNames())
                .contains("200");
    }

    @Test
    void describesTheIdempotencyKeyOfEveryPost() {
        JsonNode paths = new Caller(port, null).get("/api/openapi.json").json().at("/paths");

        paths.forEachEntry((path, operations) -> operations.forEachEntry((method, operation) -> {
            assertThat(operation.findValuesAsString("name").contains("Idempotency-Key"))
                    .as(method + " " + path)
                    .isEqualTo(method.equals("post"));
            assertThat(operation.at("/responses").has("422"))
                    .as(method + " " + path)
                    .isEqualTo(method.equals("post"));
        }));
    }

    @Test
    void refersOnlyToSchemasThatAreThere() {
        JsonNode document = new Caller(port, null).get("/api/openapi.json").json();
        List<String> references = new ArrayList<>();
        document.findValues("$ref").forEach(reference -> references.add(reference.asString()));

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isObject())
                        .as(reference)
                        .isTrue());
        assertThat(document.at("/components/schemas").propertyNames())
                .contains(
                        "ContentSubmission", "ModerateRequest", "Problem", "Decision", "Content", "StatementOfReasons")
                .doesNotContain("ApiKey", "JsonObject", "JsonNode", "ObjectNode");
        assertThat(document.at("/components/schemas/Decision/properties/severity/additionalProperties/oneOf")
                        .size())
                .isEqualTo(2);
        assertThat(document.at("/components/schemas/ContentSubmission/properties/metadata/type")
                        .asString())
                .isEqualTo("object");
        assertThat(document.at("/components/schemas/ContentSubmission/properties/fields/type")
                        .asString())
                .isEqualTo("object");
        // the author may be one of the fields
        assertThat(document.at("/components/schemas/ContentSubmission/required").toString())
                .isEqualTo("[\"externalId\"]");
        assertThat(document.at("/components/schemas/ModerateRequest/properties/store/type")
                        .asString())
                .isEqualTo("boolean");
    }

    @Test
    void showsTheDocumentAndItsPageToEverybody() {
        Caller anybody = new Caller(port, null);
        Answer page = anybody.get("/api/docs");

        assertThat(anybody.get("/api/openapi.yaml").response().body()).contains("openapi: 3.1");
        assertThat(page.status()).isEqualTo(302);
        Answer shown = anybody.get(page.header("Location").replaceFirst("http://localhost:\\d+", ""));
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.response().body()).contains("swagger-ui");
        assertThat(anybody.get("/api/swagger-ui/swagger-initializer.js").status())
                .isEqualTo(200);
        assertThat(anybody.get("/api/openapi/swagger-config").text("/urls/0/url"))
                .isEqualTo("/api/openapi/v1");
    }
}
