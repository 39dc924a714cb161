package io.moderato.perspective.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.Scope;
import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import io.moderato.content.Content;
import io.moderato.model.store.RunningModel;
import io.moderato.model.store.RunningModels;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Requests of the vendor's clients, and the answers to them. */
class PerspectiveApiTest extends ApiTest {
    private static final String ANALYZE = "/v1alpha1/comments:analyze";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    private RunningModels models;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void aModelReadsEnglish() {
        models.running(new RunningModel(
                "inference-1",
                "v",
                "a model",
                "",
                "{}",
                List.of("toxicity"),
                List.of("en"),
                Instant.now(),
                Instant.now()));
    }

    @Test
    void scoresAComment() {
        Answer answer = analyze("""
                {"comment":{"text":"You are vile"},"requestedAttributes":{"TOXICITY":{}},"clientToken":"a token"}""");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(JSON.readTree("""
                {"attributeScores":{"TOXICITY":{
                  "spanScores":[{"begin":0,"end":12,"score":{"value":0.9,"type":"PROBABILITY"}}],
                  "summaryScore":{"value":0.9,"type":"PROBABILITY"}}},
                 "languages":["en"],"detectedLanguages":["en"],"clientToken":"a token"}"""));
    }

    @Test
    void scoresEachSentenceInOneCallWhereSpansAreWanted() {
        int calls = inference.calls();
        Answer answer = analyze("""
                {"comment":{"text":"You are vile! 😀 Good day.\\nTschüss!"},"requestedAttributes":{"TOXICITY":{}},
                 "languages":["en"],"spanAnnotations":true}""".replace("You", "Hello you"));

        assertThat(answer.json().at("/attributeScores/TOXICITY")).isEqualTo(JSON.readTree("""
                {"spanScores":[{"begin":0,"end":19,"score":{"value":0.9,"type":"PROBABILITY"}},
                               {"begin":20,"end":32,"score":{"value":0.1,"type":"PROBABILITY"}}],
                 "summaryScore":{"value":0.9,"type":"PROBABILITY"}}"""));
        assertThat(inference.calls()).isEqualTo(calls + 1);
        assertThat(inference.lastScored().stream().map(Content::text))
                .containsExactly(
                        "Hello you are vile! 😀 Good day.\nTschüss!",
                        "Hello you are vile!",
                        "😀 Good day.",
                        "Tschüss!");
    }

    @Test
    void leavesOutWhatIsBelowItsThreshold() {
        Answer answer = analyze("""
                {"comment":{"text":"fine"},"requestedAttributes":
                  {"TOXICITY":{"scoreThreshold":0.5,"scoreType":"PROBABILITY"},"TOXICITY_EXPERIMENTAL":{"scoreThreshold":0}}}""");

        assertThat(answer.json().at("/attributeScores").propertyNames()).containsExactly("TOXICITY_EXPERIMENTAL");
        assertThat(analyze("""
                {"comment":{"text":"fine"},"requestedAttributes":{"TOXICITY":{"scoreThreshold":1}}}""").json())
                .isEqualTo(JSON.readTree("{\"languages\":[\"en\"],\"detectedLanguages\":[\"en\"]}"));
    }

    @Test
    void takesEveryFieldInBothFormsOfItsName() {
        Answer answer = analyze("""
                {"comment":{"text":"fine","type":"PLAIN_TEXT"},"requested_attributes":{"TOXICITY":{"score_threshold":"0.05"}},
                 "languages":["en-GB"],"span_annotations":true,"do_not_store":true,"client_token":"t","session_id":"s",
                 "community_id":"c","context":{"article_and_parent_comment":{"article":{"text":"an article"},
                 "parent_comment":{"text":"a parent"}}}}""");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/clientToken")).isEqualTo("t");
        assertThat(answer.text("/languages/0")).isEqualTo("en-GB");
        Content asked = inference.lastScored().getFirst();
        assertThat(asked.parentText()).isEqualTo("a parent");
        assertThat(asked.language()).isEqualTo("en-GB");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"entries":[{"text":"first"},{"text":"last"}]}                | last
                    {"articleAndParentComment":{"article":{"text":"an article"}}} | an article
                    {"entries":[]}                                                |
                    {}                                                            |
                    """)
    void givesTheModelWhatTheCommentAnswers(String context, String parent) {
        analyze("""
                {"comment":{"text":"fine"},"requestedAttributes":{"TOXICITY":{}},"context":%s}""".formatted(context));

        assertThat(inference.lastScored().getFirst().parentText()).isEqualTo(parent);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                                                           | COMMENT_EMPTY           | Comment must be non-empty.
        {"comment":{"text":""},"requestedAttributes":{"TOXICITY":{}}}| COMMENT_EMPTY           | Comment must be non-empty.
        {"comment":{"text":" "}}                                     | COMMENT_EMPTY           | Comment must be non-empty.
        {"comment":{"text":"x"}}                                     | NO_REQUESTED_ATTRIBUTES | Missing requested_attributes
        {"comment":{"text":"x"},"requestedAttributes":{}}            | NO_REQUESTED_ATTRIBUTES | Missing requested_attributes
        {"comment":{"text":"x"},"requestedAttributes":{"FLIRTATION":{}}} | INVALID_REQUEST     | Unknown requested attribute: FLIRTATION
        {"comment":{"text":"x"},"requestedAttributes":{"toxicity":{}}}   | INVALID_REQUEST     | Unknown requested attribute: toxicity
        {"comment":{"text":"x"},"requestedAttributes":{"SPAM":{}}}       | INVALID_REQUEST     | Unknown requested attribute: SPAM
        {"comment":{"text":"x"},"requestedAttributes":{"TOXICITY":{"scoreType":"RAW"}}} | INVALID_REQUEST | Requested score type RAW is not supported by attribute TOXICITY
        {"comment":{"text":"x","type":"HTML"},"requestedAttributes":{"TOXICITY":{}}} | INVALID_REQUEST | Currently, only 'PLAIN_TEXT' comments are supported
        {"comment":{"text":"x","type":"RTF"},"requestedAttributes":{"TOXICITY":{}}}  | INVALID_REQUEST | Unknown text type
        {"comment":{"text":"endless"},"requestedAttributes":{"TOXICITY":{}}} | COMMENT_TOO_LONG    | Comment text too long.
        {"comment":{"text":"qwx"},"requestedAttributes":{"TOXICITY":{}}}     | LANGUAGE_DETECTION_FAILED | Unable to detect language
        {"comment":{"text":"x"},"requestedAttributes":{"TOXICITY":{}},"context":{"entries":[{"text":"a"}],"articleAndParentComment":{}}} | INVALID_REQUEST | Context can have either entries or article_and_parent_comment, but both fields were populated.
        """)
    void refusesInTheVendorsWords(String body, String type, String message) {
        Answer answer = analyze(body);

        assertError(answer, 400, "INVALID_ARGUMENT", message);
        assertThat(answer.text("/error/details/0/@type"))
                .isEqualTo("type.googleapis.com/google.commentanalyzer.v1alpha1.Error");
        assertThat(answer.text("/error/details/0/errorType")).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"comment":{"text":1}}                   | comment.text | Invalid value at 'comment.text': Expected a text, got a number.
        {"comment":"x"}                          | comment      | Invalid value at 'comment': Expected an object, got a text.
        {"languages":"en"}                       | languages    | Invalid value at 'languages': Expected an array, got a text.
        {"languages":[null]}                     | languages[0] | Invalid value at 'languages[0]'
        {"comment":{"text":"x"},"requestedAttributes":{"TOXICITY":{"scoreThreshold":"much"}}} | requestedAttributes.TOXICITY.scoreThreshold | Expected a number.
        {"comments":{}}                          | comments     | Invalid JSON payload received. Unknown name "comments": Cannot find field.
        {"comment":{"text":"x","lang":"en"}}     | comment.lang | Invalid JSON payload received. Unknown name "lang" at 'comment': Cannot find field.
        """)
    void namesTheFieldThatDoesNotFit(String body, String field, String message) {
        Answer answer = analyze(body);

        assertError(answer, 400, "INVALID_ARGUMENT", message);
        assertThat(answer.text("/error/details/0/@type")).isEqualTo("type.googleapis.com/google.rpc.BadRequest");
        assertThat(answer.text("/error/details/0/fieldViolations/0/field")).isEqualTo(field);
    }

    @Test
    void refusesWhatIsNotJson() {
        assertError(analyze("{\"comment\":"), 400, "INVALID_ARGUMENT", "Invalid JSON payload received.");
        assertError(analyze(""), 400, "INVALID_ARGUMENT", "no body");
    }

    @Test
    void refusesMoreThanTwentyKilobytes() {
        String most = "é".repeat(10_240);

        assertThat(analyze(toxicityOf(most)).status()).isEqualTo(200);
        assertError(analyze(toxicityOf(most + "e")), 400, "INVALID_ARGUMENT", "Comment text too long.");
        assertThat(analyze(toxicityOf(most + "e")).text("/error/details/0/errorType"))
                .isEqualTo("COMMENT_TOO_LONG");
    }

    @Test
    void saysWhichLanguageIsNotSupported() {
        Answer named = analyze("""
                {"comment":{"text":"x"},"requestedAttributes":{"TOXICITY":{}},"languages":["de","hi-Latn"]}""");
        assertError(
                named, 400, "INVALID_ARGUMENT", "Attribute TOXICITY does not support request languages: de, hi-Latn");
        assertThat(named.text("/error/details/0/errorType")).isEqualTo("LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE");
        assertThat(named.text("/error/details/0/languageNotSupportedByAttributeError/attribute"))
                .isEqualTo("TOXICITY");

        Answer detected = analyze(toxicityOf("Tschüss dann"));
        assertError(detected, 400, "INVALID_ARGUMENT", "Attribute TOXICITY does not support request languages: de");
        assertThat(detected.text("/error/details/0/languageNotSupportedByAttributeError/detectedLanguages/0"))
                .isEqualTo("de");
    }

    @Test
    void scoresWhatOneOfTheNamedLanguagesAllows() {
        Answer answer = analyze("""
                {"comment":{"text":"x"},"requestedAttributes":{"TOXICITY":{}},"languages":["de","en"]}""");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(inference.lastScored().getFirst().language()).isEqualTo("en");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"comment":{"text":"fine"},"requestedAttributes":{"TOXICITY":{},"FLIRTATION":{},"SPAM":{}},"dropUnsupportedAttributes":true}   | TOXICITY
                    {"comment":{"text":"fine"},"requestedAttributes":{"FLIRTATION":{}},"drop_unsupported_attributes":true}                         |
                    {"comment":{"text":"fine"},"requestedAttributes":{"TOXICITY":{}},"languages":["de"],"dropUnsupportedAttributes":true}          |
                    {"comment":{"text":"Tschüss dann"},"requestedAttributes":{"TOXICITY":{}},"dropUnsupportedAttributes":true}                     |
                    """)
    void dropsWhatHasNoScoreWhereTheCallerSaysSo(String body, String scored) {
        Answer answer = analyze(body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(String.join(" ", answer.json().path("attributeScores").propertyNames()))
                .isEqualTo(scored == null ? "" : scored);
    }

    @Test
    void saysWhenThePipelineCannotAnswer() {
        Answer full = analyze(toxicityOf("overload"));

        assertError(full, 503, "UNAVAILABLE", "full");
        assertThat(full.header("Retry-After")).isEqualTo("5");
        assertError(analyze(toxicityOf("breaks")), 503, "UNAVAILABLE", "does not answer");
    }

    @Test
    void storesNothing() {
        Caller caller = caller();
        post(caller.key(), toxicityOf("a vile text"));

        for (String table : List.of("content", "review_case")) {
            assertThat(jdbc.sql("SELECT count(*) FROM %s WHERE community_id = ?".formatted(table))
                            .param(communityOf(caller).value())
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    void refusesKeysAsTheVendorDoes() {
        Caller nobody = new Caller(port, null);
        String other = caller(community(), Set.of(Scope.MODERATE), 100).key();
        String busy = caller(community(), Set.of(Scope.ANALYZE), 1).key();

        assertError(
                nobody.post(ANALYZE, toxicityOf("x")), 403, "PERMISSION_DENIED", "doesn't allow unregistered callers");
        Answer unknown = post("wrong", toxicityOf("x"));
        assertError(unknown, 400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.");
        assertThat(unknown.text("/error/details/0/reason")).isEqualTo("API_KEY_INVALID");
        assertError(post(other, toxicityOf("x")), 403, "PERMISSION_DENIED", "scope 'analyze'");
        assertThat(post(busy, toxicityOf("x")).status()).isEqualTo(200);
        Answer above = post(busy, toxicityOf("x"));
        assertError(above, 429, "RESOURCE_EXHAUSTED", "Quota exceeded");
        assertThat(Integer.parseInt(above.header("Retry-After"))).isBetween(1, 60);
    }

    @Test
    void takesTheKeyInAHeader() {
        Caller nobody = new Caller(port, null);

        assertThat(nobody.send(nobody.request(ANALYZE)
                                .header("X-Goog-Api-Key", analyst())
                                .header("Content-Type", "application/json")
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(toxicityOf("x"))))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesOtherAddressesMethodsAndBodiesInItsForm() {
        Caller nobody = new Caller(port, null);
        String key = "?key=" + analyst();

        assertError(
                nobody.post("/v1alpha1/comments:translate" + key, "{}"), 404, "NOT_FOUND", "nothing at this address");
        assertError(nobody.get(ANALYZE + key), 404, "NOT_FOUND", "GET is not possible here");
        assertError(
                nobody.send(nobody.request(ANALYZE + key)
                        .header("Content-Type", "text/plain")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("x"))),
                400,
                "INVALID_ARGUMENT",
                "application/json");
    }

    private String analyst() {
        return caller(community(), Set.of(Scope.ANALYZE), 1000).key();
    }

    private Answer analyze(String body) {
        return post(analyst(), body);
    }

    private Answer post(String key, String body) {
        return new Caller(port, null).post(ANALYZE + "?key=" + key, body);
    }

    private static String toxicityOf(String text) {
        return "{\"comment\":{\"text\":\"%s\"},\"requestedAttributes\":{\"TOXICITY\":{}}}".formatted(text);
    }

    private static void assertError(Answer answer, int code, String status, String words) {
        assertThat(answer.status()).isEqualTo(code);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().at("/error/code").asInt()).isEqualTo(code);
        assertThat(answer.text("/error/status")).isEqualTo(status);
        assertThat(answer.text("/error/message")).contains(words);
    }
}
