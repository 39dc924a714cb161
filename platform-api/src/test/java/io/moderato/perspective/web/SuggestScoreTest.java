package io.moderato.perspective.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.Scope;
import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import io.moderato.community.CommunityId;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The scores that clients of the vendor suggest. */
@ExtendWith(OutputCaptureExtension.class)
class SuggestScoreTest extends ApiTest {
    private static final String SUGGEST = "/v1alpha1/comments:suggestscore";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    private JdbcClient jdbc;

    @Test
    void keepsWhatAModeratorNeedsToDecideAboutIt() {
        CommunityId community = community();
        Answer answer = suggest(key(community), """
                {"comment":{"text":"You are vile"},"attributeScores":{"TOXICITY":{"summaryScore":{"value":0}},
                 "INSULT":{"summary_score":{"value":"0.25","type":"PROBABILITY"},"spanScores":[{"begin":0,"end":3,"score":{"value":1}}]}},
                 "context":{"entries":[{"text":"an article"}]},"languages":["en"],"communityId":"forum","client_token":"comment:7",
                 "sessionId":"s"}""");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(JSON.readTree("""
                {"clientToken":"comment:7","detectedLanguages":["en"],"requestedLanguages":["en"]}"""));
        Map<String, Object> kept = kept(community).getFirst();
        assertThat(kept)
                .containsEntry("text", "You are vile")
                .containsEntry("parent_text", "an article")
                .containsEntry("language", "en")
                .containsEntry("model_version", "model-1")
                .containsEntry("client_community", "forum")
                .containsEntry("client_token", "comment:7")
                .containsEntry("state", "OPEN");
        assertThat(JSON.readTree(String.valueOf(kept.get("scores")))).isEqualTo(JSON.readTree("""
                [{"attribute":"TOXICITY","category":"toxicity","suggested":0.0,"ours":0.9},
                 {"attribute":"INSULT","category":"insult","suggested":0.25,"ours":null}]"""));
        assertThat(jdbc.sql("SELECT count(*) FROM feedback WHERE community_id = ?")
                        .param(community.value())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void keepsNothingWhereTheCallerForbidsIt() {
        CommunityId community = community();
        Answer answer = suggest(
                key(community),
                "{\"comment\":{\"text\":\"x\"},\"attributeScores\":{\"TOXICITY\":{\"summaryScore\":{\"value\":1}}},\"doNotStore\":true}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(JSON.readTree("{\"detectedLanguages\":[\"en\"]}"));
        assertThat(kept(community)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"overload", "breaks", "Tschüss dann", "endless"})
    void keepsASuggestionAlsoWhereOurModelSaysNothing(String text) {
        CommunityId community = community();

        assertThat(suggest(key(community), toxic(text)).status()).isEqualTo(200);
        assertThat(kept(community)).hasSize(1);
    }

    @Test
    void needsAScopeOfItsOwn() {
        String analyst = caller(community(), Set.of(Scope.ANALYZE), 100).key();
        assertError(suggest(analyst, toxic("x")), 403, "PERMISSION_DENIED", "scope 'suggest'");
        CommunityId community = community();
        String key = key(community);
        Answer scored = new Caller(port, null)
                .post(
                        "/v1alpha1/comments:analyze?key=" + key,
                        "{\"comment\":{\"text\":\"x\"},\"requestedAttributes\":{\"TOXICITY\":{}}}");
        assertError(scored, 403, "PERMISSION_DENIED", "scope 'analyze'");
        assertError(suggest("wrong", toxic("x")), 400, "INVALID_ARGUMENT", "API key not valid");
        assertError(
                new Caller(port, null).post(SUGGEST, toxic("x")),
                403,
                "PERMISSION_DENIED",
                "doesn't allow unregistered callers");
    }

    @Test
    void isBoundedForAKeyInNumberAndRate() {
        CommunityId community = community();
        String key = key(community);
        suggest(key, toxic("one"));
        suggest(key, toxic("two"));
        jdbc.sql("""
                        INSERT INTO suggestion (id, community_id, api_key_id, text, scores)
                        SELECT gen_random_uuid(), community_id, api_key_id, 'filler ' || n, scores
                        FROM suggestion, generate_series(1, 9998) AS n WHERE community_id = ? AND text = 'one'
                        """).param(community.value()).update();
        Answer full = suggest(key, toxic("three"));

        assertError(
                full, 429, "RESOURCE_EXHAUSTED", "Quota exceeded: 10,000 suggestions of this key wait for a moderator");
        assertThat(full.header("Retry-After")).isEqualTo("60");
        assertThat(suggest(key, toxic("two")).status()).isEqualTo(200);
        assertThat(kept(community)).hasSize(10_000);
        String busy = caller(community, Set.of(Scope.SUGGEST), 1).key();
        suggest(busy, toxic("one"));
        Answer above = suggest(busy, toxic("two"));
        assertError(above, 429, "RESOURCE_EXHAUSTED", "Quota exceeded: This key may make 1 calls a minute");
        assertThat(Integer.parseInt(above.header("Retry-After"))).isBetween(1, 60);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                                                                | COMMENT_EMPTY           | Comment must be non-empty.
        {"comment":{"text":" "},"attributeScores":{"TOXICITY":{"summaryScore":{"value":1}}}} | COMMENT_EMPTY | Comment must be non-empty.
        {"comment":{"text":"x"}}                                          | NO_REQUESTED_ATTRIBUTES | Missing attribute_scores
        {"comment":{"text":"x"},"attributeScores":{}}                     | NO_REQUESTED_ATTRIBUTES | Missing attribute_scores
        {"comment":{"text":"x"},"attributeScores":{"FLIRTATION":{"summaryScore":{"value":1}}}} | INVALID_REQUEST | Unknown requested attribute: FLIRTATION
        {"comment":{"text":"x"},"attributeScores":{"TOXICITY":{}}}        | INVALID_REQUEST         | Missing summary_score of attribute TOXICITY
        {"comment":{"text":"x"},"attributeScores":{"TOXICITY":{"summaryScore":{}}}} | INVALID_REQUEST | Missing summary_score of attribute TOXICITY
        {"comment":{"text":"x"},"attributeScores":{"TOXICITY":{"summaryScore":{"value":1.5}}}} | INVALID_REQUEST | is not between 0 and 1
        {"comment":{"text":"x"},"attributeScores":{"TOXICITY":{"summaryScore":{"value":1,"type":"RAW"}}}} | INVALID_REQUEST | Requested score type RAW is not supported by attribute TOXICITY
        {"comment":{"text":"x","type":"HTML"},"attributeScores":{"TOXICITY":{"summaryScore":{"value":1}}}} | INVALID_REQUEST | Currently, only 'PLAIN_TEXT' comments are supported
        """)
    void refusesInTheVendorsWords(String body, String type, String message) {
        CommunityId community = community();
        Answer answer = suggest(key(community), body);

        assertError(answer, 400, "INVALID_ARGUMENT", message);
        assertThat(answer.text("/error/details/0/errorType")).isEqualTo(type);
        assertThat(kept(community)).isEmpty();
    }

    @Test
    void namesTheFieldThatDoesNotFit() {
        String key = key(community());
        assertError(
                suggest(
                        key,
                        "{\"comment\":{\"text\":\"x\"},\"attributeScores\":{\"TOXICITY\":{\"summaryScore\":{\"value\":\"much\"}}}}"),
                400,
                "INVALID_ARGUMENT",
                "Invalid value at 'attributeScores.TOXICITY.summaryScore.value'");
        assertError(
                suggest(key, "{\"comments\":{}}"),
                400,
                "INVALID_ARGUMENT",
                "Unknown name \"comments\": Cannot find field.");
        assertError(
                suggest(key, toxic("x").replaceFirst("}$", ",\"clientToken\":\"" + "t".repeat(501) + "\"}")),
                400,
                "INVALID_ARGUMENT",
                "client_token is longer than 500 characters");
        assertError(suggest(key, toxic("é".repeat(10_241))), 400, "INVALID_ARGUMENT", "Comment text too long.");
    }

    @Test
    void logsNeitherKeyNorComment(CapturedOutput output) {
        String key = key(community());
        String secret = "nobodysbusiness";
        Caller nobody = new Caller(port, null);
        suggest(key, toxic(secret));
        suggest(key, "{\"" + secret);
        suggest(key, toxic(secret).replace("TOXICITY", "FLIRTATION"));
        Answer inAddress = nobody.send(nobody.request(SUGGEST + "?key=" + key + "&comment%5Btext%5D=" + secret)
                .POST(BodyPublishers.noBody()));

        assertError(inAddress, 400, "INVALID_ARGUMENT", "JSON body");
        assertThat(inAddress.response().body()).doesNotContain(secret, key);
        assertThat(output).doesNotContain(secret, key);
    }

    private List<Map<String, Object>> kept(CommunityId community) {
        return jdbc.sql("SELECT * FROM suggestion WHERE community_id = ?")
                .param(community.value())
                .query()
                .listOfRows();
    }

    private String key(CommunityId community) {
        return caller(community, Set.of(Scope.SUGGEST), 1000).key();
    }

    private Answer suggest(String key, String body) {
        return new Caller(port, null).post(SUGGEST + "?key=" + key, body);
    }

    private static String toxic(String text) {
        return "{\"comment\":{\"text\":\"%s\"},\"attributeScores\":{\"TOXICITY\":{\"summaryScore\":{\"value\":1}}}}"
                .formatted(text);
    }

    private static void assertError(Answer answer, int code, String status, String words) {
        assertThat(answer.status()).isEqualTo(code);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().at("/error/code").asInt()).isEqualTo(code);
        assertThat(answer.text("/error/status")).isEqualTo(status);
        assertThat(answer.text("/error/message")).contains(words);
    }
}
