package io.moderato.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.ApiKey;
import io.moderato.access.store.Scope;
import io.moderato.community.CommunityId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What is edited over the Admin API: its versions, its faults, and what the audit trail keeps of it. */
class EditsTest {
    @BeforeAll
    static void start() {
        AdminApi.start();
    }

    @AfterAll
    static void stop() {
        AdminApi.stop();
    }

    private static final String LIST =
            "{\"name\":\"Rude words\",\"kind\":\"KEYWORD\",\"category\":\"obscene\",\"action\":\"REVIEW\"}";
    private static final String KEY = "{\"name\":\"forum\",\"scopes\":[\"content:write\"],\"ratePerMinute\":60}";

    private static final String TYPE =
            "{\"key\":\"listing\",\"name\":\"Listing\",\"schema\":{\"type\":\"object\",\"properties\":{\"title\":{\"type\":\"string\",\"x-moderato\":\"text\"}}}}";

    private static final String WEBHOOK =
            "{\"name\":\"Shop\",\"url\":\"https://shop.example.com/in\",\"events\":[\"content.decided\"]}";

    private final CommunityId here = AdminApi.community();
    private final AdminCaller caller = AdminApi.caller(null, EnumSet.allOf(Scope.class));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PUT    | /communities/HERE                | {"name":"Another name"}
                    PUT    | /communities/HERE/policy         | {"thresholds":{"spam":{"rejectAbove":0.8}},"note":"stricter"}
                    PUT    | /communities/HERE/openai-mapping | {"categories":{"hate":{"take":"HIGHEST","of":["identity_attack"]}}}
                    PUT    | /communities/HERE/retention      | {"approvedDays":30}
                    PUT    | /blocklists/LIST                 | {"name":"Very rude words","action":"REJECT","enabled":false}
                    PATCH  | /blocklists/LIST/terms           | {"add":["clown"]}
                    PUT    | /keys/KEY                        | {"name":"forum 2","scopes":["content:read"],"ratePerMinute":6}
                    DELETE | /blocklists/LIST                 |
                    PUT    | /communities/HERE/webhooks/HOOK  | {"name":"Till","url":"https://till.example.com","events":["case.opened"]}
                    DELETE | /communities/HERE/webhooks/HOOK  |
                    PUT    | /communities/HERE/content-types/listing | {"name":"Offer","schema":{"type":"object","properties":{"title":{"type":"string","x-moderato":"text"}}}}
                    DELETE | /communities/HERE/content-types/listing |
                    """)
    void anEditNeedsTheVersionThatItsAuthorSaw(String method, String path, String body) {
        String list = create("/blocklists", LIST).text("/id");
        String key = create("/keys", KEY).text("/key/id");
        String webhook = create("/webhooks", WEBHOOK).text("/webhook/id");
        create("/content-types", TYPE);
        String address = path.replace("HERE", here.value())
                .replace("LIST", list)
                .replace("KEY", key)
                .replace("HOOK", webhook);
        AdminCaller.Answer read = caller.get(address);
        String seen = read.header("ETag");

        for (String none : new String[] {null, "", "*"}) {
            AdminCaller.Answer refused = caller.call(method, address, none, body);
            assertThat(refused.status()).as("If-Match: " + none).isEqualTo(428);
            assertThat(refused.text("/type")).isEqualTo("urn:moderato:problem:version-not-named");
            assertThat(refused.json().at("/status").asInt()).isEqualTo(428);
            assertThat(refused.text("/detail")).contains("send its ETag as 'If-Match'", "Nothing was changed");
        }
        assertThat(caller.call(method, address, "W/" + seen, body).status()).isEqualTo(400);
        AdminCaller.Answer stale = caller.call(method, address, "\"4711\"", body);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.json().at("/status").asInt()).isEqualTo(412);
        assertThat(stale.text("/type")).isEqualTo("urn:moderato:problem:changed-meanwhile");
        assertThat(stale.text("/detail")).startsWith("Somebody").contains("change it again");
        assertThat(caller.get(address).response().body())
                .as("nothing was changed")
                .isEqualTo(read.response().body());
        assertThat(caller.get(address).header("ETag")).isEqualTo(seen);
        assertThat(read.text("/etag")).isEqualTo(seen);

        AdminCaller.Answer done = caller.call(method, address, seen, body);
        assertThat(done.status()).as(done.response().body()).isEqualTo(method.equals("DELETE") ? 204 : 200);
        if (method.equals("DELETE")) {
            assertThat(caller.get(address).status()).isEqualTo(404);
        } else {
            assertThat(done.header("ETag"))
                    .isNotEqualTo(seen)
                    .isEqualTo(caller.get(address).header("ETag"));
        }
        // who saw the version before is too late now
        assertThat(caller.call(method, address, seen, body).status()).isIn(404, 412);
    }

    @Test
    void twoWhoReadTheSameVersionDoNotBothChangeIt() {
        String address = "/communities/" + here;
        String seen = caller.get(address).header("ETag");

        assertThat(caller.call("PUT", address, seen, "{\"name\":\"First\"}").status())
                .isEqualTo(200);
        assertThat(caller.call("PUT", address, seen, "{\"name\":\"Second\"}").status())
                .isEqualTo(412);
        assertThat(caller.get(address).text("/name")).isEqualTo("First");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    POST  | /communities                     | {"id":"Main","name":"x"}                                             | /id                      | lower-case letters
                    POST  | /communities                     | {"id":"ok"}                                                          | /name                    | is missing
                    PUT   | /communities/HERE                | {"name":"x","id":"y"}                                                | /id                      | no field 'id'
                    PUT   | /communities/HERE/policy         | {"thresholds":{"rudeness":{"rejectAbove":0.9}},"note":"n"}           | /thresholds/rudeness     | rudeness
                    PUT   | /communities/HERE/policy         | {"thresholds":{"spam":{}},"note":"n"}                                | /thresholds/spam/rejectAbove | is missing
                    PUT   | /communities/HERE/policy         | {"thresholds":{"spam":{"rejectAbove":1.5}},"note":"n"}               | /thresholds/spam         | at most 1
                    PUT   | /communities/HERE/policy         | {"thresholds":{"spam":{"rejectAbove":0.5,"reviewAbove":0.6}},"note":"n"} | /thresholds/spam     | at most the reject threshold
                    PUT   | /communities/HERE/policy         | {"thresholds":{"spam":{"rejectAbove":"0.5"}},"note":"n"}             | /thresholds/spam/rejectAbove | Expected a number
                    PUT   | /communities/HERE/policy         | {"thresholds":{"spam":null},"note":"n"}                              | /thresholds/spam         | Expected
                    PUT   | /communities/HERE/policy         | {"thresholds":{},"unexamined":{"no-image-model":"MODIFY"},"note":"n"} | /unexamined/no-image-model | APPROVE, REVIEW, REJECT
                    PUT   | /communities/HERE/policy         | {"thresholds":{},"unexamined":{"tired":"REVIEW"},"note":"n"}         | /unexamined/tired        | tired
                    PUT   | /communities/HERE/policy         | {"thresholds":{}}                                                    | /note                    | is missing
                    PUT   | /communities/HERE/openai-mapping | {"categories":{"hate":{"take":"HIGHEST","of":[]}}}                   | /categories/hate         | at least one category
                    PUT   | /communities/HERE/openai-mapping | {"categories":{"rude":{"take":"HIGHEST","of":["spam"]}}}             | /categories/rude         | Unknown category
                    PUT   | /communities/HERE/retention      | {"approvedDays":0}                                                   | /approvedDays            | from 1 to 36500
                    POST  | /communities/HERE/blocklists     | {"name":"x","kind":"WORD","category":"spam","action":"REJECT"}       | /kind                    | KEYWORD, PATTERN
                    POST  | /communities/HERE/blocklists     | {"name":"x","kind":"KEYWORD","category":"rude","action":"REJECT"}    | /category                | rude
                    PATCH | /blocklists/LIST/terms           | {"add":["fine","..."]}                                               | /add/1                   | no letter
                    PATCH | /blocklists/LIST/terms           | {"add":["#tag"]}                                                     | /add/0                   | begins with #
                    PATCH | /blocklists/LIST/terms           | {"add":[" x"]}                                                       | /add/0                   | begins or ends with a blank
                    POST  | /communities/HERE/keys           | {"name":"k","scopes":[],"ratePerMinute":1}                           | /scopes                  | at least one
                    POST  | /communities/HERE/keys           | {"name":"k","scopes":["content:burn"],"ratePerMinute":1}             | /scopes/0                | content:burn
                    POST  | /communities/HERE/keys           | {"name":"k","scopes":["moderate"],"ratePerMinute":0}                 | /ratePerMinute           | at least 1
                    POST  | /keys                            | {"name":"k","scopes":["moderate"],"ratePerMinute":1}                 | /scopes                  | at least one scope of administration
                    POST  | /communities/HERE/content-types  | {"key":"Listing","name":"L","schema":{}}                             | /key                     | lower case letters
                    POST  | /communities/HERE/content-types  | {"key":7,"name":"L","schema":{}}                                     | /key                     | Expected a text, got a number
                    POST  | /communities/HERE/content-types  | {"key":"listing","name":"L","schema":"{}"}                           | /schema                  | Expected an object
                    POST  | /communities/HERE/content-types  | {"key":"listing","name":"L","schema":{}}                             | /schema                  | The fields are an object
                    POST  | /communities/HERE/content-types  | {"key":"listing","name":"L","schema":{"type":"object","properties":{"a":{"type":"strng"}}}} | /schema/properties/a/type | Expected one of
                    POST  | /communities/HERE/content-types  | {"key":"listing","name":"L","schema":{"type":"object","properties":{"a":{"$ref":"https://example.org/"}}}} | /schema/properties/a/$ref | stays within the schema
                    PUT   | /communities/HERE/content-types/listing | {"name":"L","schema":{"type":"object","properties":{}}}       | /schema/properties       | nothing to examine
                    """)
    void saysWhatIsWrongAndWhere(String method, String path, String body, String pointer, String words) {
        String list = create("/blocklists", LIST).text("/id");
        String address = path.replace("HERE", here.value()).replace("LIST", list);
        String version = path.endsWith("/policy") ? "\"1\"" : "\"0\"";

        AdminCaller.Answer refused = caller.call(method, address, version, body);

        assertThat(refused.status()).as(refused.response().body()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.text("/pointer")).isEqualTo(pointer);
        assertThat(refused.text("/detail")).contains(words);
    }

    @Test
    void publishesVersionsThatCanBeReadAgain() {
        String policy = "/communities/" + here + "/policy";
        for (int version = 1; version <= 3; version++) {
            caller.call(
                    "PUT",
                    policy,
                    "\"" + version + "\"",
                    "{\"thresholds\":{\"spam\":{\"rejectAbove\":0.%d}},\"unexamined\":{\"too-long\":\"REJECT\"},\"chain\":\"FIRST_DOUBT_ENDS\",\"note\":\"step %d\"}"
                            .formatted(version, version));
        }
        AdminCaller.Answer now = caller.get(policy);

        assertThat(now.json().at("/version").asInt()).isEqualTo(4);
        assertThat(now.json().at("/thresholds").toString()).isEqualTo("{\"spam\":{\"rejectAbove\":0.3}}");
        assertThat(now.text("/unexamined/too-long")).isEqualTo("REJECT");
        assertThat(now.text("/chain")).isEqualTo("FIRST_DOUBT_ENDS");
        assertThat(caller.get(policy + "/versions/2").text("/note")).isEqualTo("step 1");
        assertThat(caller.get(policy + "/versions/9").status()).isEqualTo(404);
        JsonNode first = caller.get(policy + "/versions?limit=3").json();
        assertThat(first.at("/before").asInt()).isEqualTo(2);
        JsonNode rest = caller.get(policy + "/versions?before=2").json();
        assertThat(rest.at("/versions").size()).isEqualTo(1);
        assertThat(rest.has("before")).isFalse();
        assertThat(caller.get(policy + "/versions?limit=0").status()).isEqualTo(400);
    }

    @Test
    void changesTermsAllOrNone() {
        String terms = "/blocklists/" + create("/blocklists", LIST).text("/id") + "/terms";

        AdminCaller.Answer added =
                caller.call("PATCH", terms, "\"0\"", "{\"add\":[\"clown\",\"fool\",\"clown\",\"ape\"]}");
        assertThat(added.json().at("/added").asInt()).isEqualTo(3);
        AdminCaller.Answer refused =
                caller.call("PATCH", terms, added.header("ETag"), "{\"add\":[\"new\",\"...\"],\"remove\":[\"ape\"]}");
        assertThat(refused.text("/pointer")).isEqualTo("/add/1");
        AdminCaller.Answer removed =
                caller.call("PATCH", terms, added.header("ETag"), "{\"add\":[\"imp\"],\"remove\":[\"ape\",\"none\"]}");
        assertThat(removed.json().at("/removed").asInt()).isEqualTo(1);

        JsonNode page = caller.get(terms + "?limit=2").json();
        assertThat(page.at("/terms").toString()).isEqualTo("[\"clown\",\"fool\"]");
        JsonNode last = caller.get(terms + "?limit=2&after=" + page.at("/next").asString())
                .json();
        assertThat(last.at("/terms").toString()).isEqualTo("[\"imp\"]");
        assertThat(last.has("next")).isFalse();
        assertThat(caller.get(terms + "?after=!").status()).isEqualTo(400);
    }

    @Test
    void theAuditTrailNamesTheKey() {
        String list = create("/blocklists", LIST).text("/id");
        create("/keys", KEY);
        caller.call("PUT", "/communities/" + here, "\"0\"", "{\"name\":\"Another\"}");
        caller.call("PUT", "/communities/" + here + "/policy", "\"1\"", "{\"thresholds\":{},\"note\":\"open\"}");
        caller.call("PUT", "/communities/" + here + "/openai-mapping", "\"1\"", "{\"categories\":{}}");
        caller.call("PUT", "/blocklists/" + list, "\"0\"", "{\"name\":\"L\",\"action\":\"REJECT\",\"enabled\":true}");
        caller.call("PATCH", "/blocklists/" + list + "/terms", "\"0\"", "{\"add\":[\"x\"]}");
        caller.call("DELETE", "/blocklists/" + list, "\"1\"", null);
        ApiKey key = AdminApi.keyOf(caller);

        List<String> acts = AdminApi.part(JdbcClient.class)
                .sql("SELECT action FROM audit_event WHERE community_id = ? AND actor = ? ORDER BY id")
                .params(here.value(), "key:A key (" + key.prefix() + "…)")
                .query(String.class)
                .list();

        assertThat(acts)
                .containsExactly(
                        "blocklist.create",
                        "api-key.create",
                        "community.rename",
                        "policy.publish",
                        "openai-mapping.choose",
                        "blocklist.change",
                        "blocklist.change-terms",
                        "blocklist.remove");
        assertThat(caller.get("/communities/" + here + "/policy").text("/publishedBy"))
                .isEqualTo(key.username());
    }

    @Test
    void createsACommunityUnderTheDefaultPolicy() {
        String id = "new-" + System.nanoTime();
        AdminCaller.Answer created =
                caller.call("POST", "/communities", null, "{\"id\":\"%s\",\"name\":\"New\"}".formatted(id));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(AdminSurface.PREFIX + "/communities/" + id);
        assertThat(caller.get("/communities/" + id + "/policy")
                        .json()
                        .at("/version")
                        .asInt())
                .isEqualTo(1);
        assertThat(caller.call("POST", "/communities", null, "{\"id\":\"%s\",\"name\":\"New\"}".formatted(id))
                        .status())
                .isEqualTo(409);
        assertThat(caller.get("/communities/" + id + "/openai-mapping")
                        .json()
                        .at("/chosen")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void hasADocumentOfItsOwn() {
        JsonNode document =
                new AdminCaller(AdminApi.url(), null).at("/api/openapi/admin").json();

        assertThat(document.at("/info/title").asString()).isEqualTo("Moderato administration");
        for (JsonNode path : document.at("/paths")) {
            for (JsonNode operation : path) {
                assertThat(operation.at("/x-scope").asString()).startsWith("admin:");
                assertThat(operation.at("/responses").propertyNames()).contains("401", "403", "429", "503");
            }
        }
        JsonNode publish = document.at("/paths/~1api~1admin~1v1~1communities~1{community}~1policy/put");
        assertThat(publish.at("/responses").propertyNames()).contains("412", "428");
        assertThat(publish.at("/parameters").values().stream()
                        .filter(each -> each.at("/name").asString().equals("If-Match"))
                        .map(each ->
                                each.at("/in").asString() + each.at("/required").asBoolean()))
                .containsExactly("headertrue");
    }

    private AdminCaller.Answer create(String what, String body) {
        AdminCaller.Answer created = caller.call("POST", "/communities/" + here + what, null, body);
        assertThat(created.status()).as(created.response().body()).isEqualTo(201);
        return created;
    }
}
