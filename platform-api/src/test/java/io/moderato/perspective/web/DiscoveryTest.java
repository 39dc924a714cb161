package io.moderato.perspective.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The document from which Google's clients build themselves describes the real methods. */
class DiscoveryTest extends ApiTest {
    private static final String ADDRESS = "/$discovery/rest?version=v1alpha1";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Answer document() {
        return new Caller(port, null).get(ADDRESS);
    }

    @Test
    void leadsToTheMethodsOfThisServer() {
        JsonNode document = document().json();
        JsonNode analyze = document.at("/resources/comments/methods/analyze");

        assertThat(document.at("/rootUrl").asString()).isEqualTo("http://localhost:" + port + "/");
        assertThat(document.at("/resources/comments/methods").propertyNames())
                .containsExactly("analyze", "suggestscore");
        String key = caller().key();
        String body = JSON.writeValueAsString(
                Map.of("comment", Map.of("text", "fine"), "requestedAttributes", Map.of("TOXICITY", Map.of())));
        assertThat(new Caller(port, null)
                        .post("/" + analyze.at("/path").asString() + "?key=" + key, body)
                        .status())
                .isEqualTo(200);
    }

    static Stream<Arguments> described() {
        return Stream.of(
                Arguments.of("AnalyzeCommentRequest", AnalyzeBody.class),
                Arguments.of("AnalyzeCommentResponse", AnalyzeAnswer.class),
                Arguments.of("SuggestCommentScoreRequest", SuggestBody.class),
                Arguments.of("SuggestCommentScoreResponse", SuggestAnswer.class),
                Arguments.of("TextEntry", TextEntry.class),
                Arguments.of("Context", CommentContext.class),
                Arguments.of("ArticleAndParentComment", CommentContext.ArticleAndParentComment.class),
                Arguments.of("AttributeParameters", AnalyzeBody.Parameters.class),
                Arguments.of("AttributeScores", AnalyzeAnswer.AttributeScores.class),
                Arguments.of("SpanScore", AnalyzeAnswer.SpanScore.class),
                Arguments.of("Score", AnalyzeAnswer.Score.class));
    }

    @ParameterizedTest
    @MethodSource("described")
    void describesTheFieldsThatAreTakenAndGiven(String schema, Class<?> type) {
        assertThat(document().json().at("/schemas/" + schema + "/properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(type.getRecordComponents())
                        .map(java.lang.reflect.RecordComponent::getName)
                        .toList());
    }

    @Test
    void namesTheAttributesThatHaveACategory() {
        String text = document()
                .json()
                .at("/schemas/AnalyzeCommentRequest/properties/requestedAttributes/description")
                .asString();

        assertThat(Stream.of(text.split("[^A-Z_]+")).filter(word -> word.length() > 3 && !word.startsWith("_")))
                .hasSize(9)
                .allSatisfy(name -> {
                    assertThat(Attribute.categoryOf(name)).isPresent();
                    assertThat(Attribute.categoryOf(name + "_EXPERIMENTAL")).isEqualTo(Attribute.categoryOf(name));
                });
    }

    @Test
    void isThereWithAKeyAndForItsVersionAlone() {
        Caller nobody = new Caller(port, null);

        assertThat(nobody.get(ADDRESS + "&key=" + caller().key()).status()).isEqualTo(200);
        Answer other = nobody.get("/$discovery/rest?version=v2");
        assertThat(other.status()).isEqualTo(404);
        assertThat(other.text("/error/status")).isEqualTo("NOT_FOUND");
        assertThat(nobody.get("/$discovery/rest").status()).isEqualTo(200);
    }
}
