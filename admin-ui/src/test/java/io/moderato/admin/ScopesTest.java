package io.moderato.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.Scope;
import io.moderato.community.CommunityId;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may call the Admin API: both sides of each scope, and of each community. */
class ScopesTest {
    @BeforeAll
    static void start() {
        AdminApi.start();
    }

    @AfterAll
    static void stop() {
        AdminApi.stop();
    }

    private static final String KEY = "{\"name\":\"k\",\"scopes\":[\"content:read\"],\"ratePerMinute\":1}";

    /** Calls that name the right scope come as far as the address, the version or the body; others are refused before. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET    | /key                                 | ADMIN_READ
                    GET    | /keys                                | ADMIN_READ
                    GET    | /keys/ID                             | ADMIN_READ
                    GET    | /communities                         | ADMIN_READ
                    GET    | /communities/HERE                    | ADMIN_READ
                    GET    | /communities/HERE/keys               | ADMIN_READ
                    GET    | /communities/HERE/policy             | ADMIN_READ
                    GET    | /communities/HERE/policy/versions    | ADMIN_READ
                    GET    | /communities/HERE/policy/versions/1  | ADMIN_READ
                    GET    | /communities/HERE/blocklists         | ADMIN_READ
                    GET    | /communities/HERE/openai-mapping     | ADMIN_READ
                    GET    | /communities/HERE/retention          | ADMIN_READ
                    GET    | /communities/HERE/content-types      | ADMIN_READ
                    GET    | /communities/HERE/content-types/ID   | ADMIN_READ
                    GET    | /communities/HERE/content-types/ID/versions/1 | ADMIN_READ
                    GET    | /communities/HERE/webhooks           | ADMIN_READ
                    GET    | /communities/HERE/webhooks/ID        | ADMIN_READ
                    GET    | /communities/HERE/webhooks/ID/tests/1 | ADMIN_READ
                    GET    | /blocklists/ID                       | ADMIN_READ
                    GET    | /blocklists/ID/terms                 | ADMIN_READ
                    POST   | /communities                         | ADMIN_COMMUNITIES
                    PUT    | /communities/HERE                    | ADMIN_COMMUNITIES
                    PUT    | /communities/HERE/retention          | ADMIN_COMMUNITIES
                    PUT    | /communities/HERE/policy             | ADMIN_POLICIES
                    POST   | /communities/HERE/blocklists         | ADMIN_RULES
                    PUT    | /blocklists/ID                       | ADMIN_RULES
                    DELETE | /blocklists/ID                       | ADMIN_RULES
                    PATCH  | /blocklists/ID/terms                 | ADMIN_RULES
                    PUT    | /communities/HERE/openai-mapping     | ADMIN_MAPPINGS
                    DELETE | /communities/HERE/openai-mapping     | ADMIN_MAPPINGS
                    POST   | /communities/HERE/content-types      | ADMIN_TYPES
                    PUT    | /communities/HERE/content-types/ID   | ADMIN_TYPES
                    DELETE | /communities/HERE/content-types/ID   | ADMIN_TYPES
                    POST   | /communities/HERE/webhooks           | ADMIN_WEBHOOKS
                    PUT    | /communities/HERE/webhooks/ID        | ADMIN_WEBHOOKS
                    POST   | /communities/HERE/webhooks/ID/enable | ADMIN_WEBHOOKS
                    POST   | /communities/HERE/webhooks/ID/disable | ADMIN_WEBHOOKS
                    POST   | /communities/HERE/webhooks/ID/secret | ADMIN_WEBHOOKS
                    POST   | /communities/HERE/webhooks/ID/tests  | ADMIN_WEBHOOKS
                    DELETE | /communities/HERE/webhooks/ID        | ADMIN_WEBHOOKS
                    POST   | /keys                                | ADMIN_KEYS
                    POST   | /communities/HERE/keys               | ADMIN_KEYS
                    PUT    | /keys/ID                             | ADMIN_KEYS
                    DELETE | /keys/ID                             | ADMIN_KEYS
                    """)
    void eachCallNeedsItsScopeAndNoOther(String method, String path, Scope scope) {
        CommunityId here = AdminApi.community();
        String address = path.replace("HERE", here.value())
                .replace("ID", UUID.randomUUID().toString());
        String body = method.equals("GET") || method.equals("DELETE") ? null : "{}";
        Set<Scope> others = EnumSet.allOf(Scope.class);
        others.remove(scope);

        AdminCaller.Answer refused = AdminApi.caller(null, others).call(method, address, "\"0\"", body);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/detail")).contains("'" + scope.key() + "'");
        // the others may not know a key's or a list's id, and the empty body fits nowhere
        assertThat(AdminApi.caller(null, Set.of(scope))
                        .call(method, address, "\"0\"", body)
                        .status())
                .isIn(200, 400, 404, 412);
        assertThat(new AdminCaller(AdminApi.url(), null)
                        .call(method, address, "\"0\"", body)
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET    | /communities/THERE |
                    PUT    | /communities/THERE                    | {"name":"Mine"}
                    GET    | /communities/THERE/keys |
                    POST   | /communities/THERE/keys               | {"name":"k","scopes":["admin:read"],"ratePerMinute":1}
                    GET    | /communities/THERE/policy |
                    GET    | /communities/THERE/policy/versions/1 |
                    PUT    | /communities/THERE/policy             | {"thresholds":{},"note":"n"}
                    GET    | /communities/THERE/blocklists |
                    POST   | /communities/THERE/blocklists         | {"name":"l","kind":"KEYWORD","category":"spam","action":"REJECT"}
                    GET    | /blocklists/LIST |
                    PUT    | /blocklists/LIST                      | {"name":"l","action":"REJECT","enabled":false}
                    DELETE | /blocklists/LIST |
                    GET    | /blocklists/LIST/terms |
                    PATCH  | /blocklists/LIST/terms                | {"add":["x"]}
                    GET    | /communities/THERE/openai-mapping |
                    PUT    | /communities/THERE/openai-mapping     | {"categories":{}}
                    DELETE | /communities/THERE/openai-mapping |
                    GET    | /communities/THERE/retention |
                    PUT    | /communities/THERE/retention          | {"approvedDays":1}
                    GET    | /communities/THERE/content-types |
                    POST   | /communities/THERE/content-types      | {"key":"offer","name":"Offer","schema":{"type":"object","properties":{"t":{"type":"string","x-moderato":"text"}}}}
                    GET    | /communities/THERE/content-types/listing |
                    GET    | /communities/THERE/content-types/listing/versions/1 |
                    PUT    | /communities/THERE/content-types/listing | {"name":"Mine","schema":{"type":"object","properties":{"t":{"type":"string","x-moderato":"text"}}}}
                    DELETE | /communities/THERE/content-types/listing |
                    GET    | /communities/THERE/webhooks |
                    POST   | /communities/THERE/webhooks           | {"name":"w","url":"https://hooks.example.com","events":["case.opened"]}
                    GET    | /communities/THERE/webhooks/HOOK |
                    PUT    | /communities/THERE/webhooks/HOOK      | {"name":"w","url":"https://hooks.example.com","events":["case.opened"]}
                    DELETE | /communities/THERE/webhooks/HOOK |
                    GET    | /communities/THERE/webhooks/HOOK/tests/TEST |
                    GET    | /keys/KEY |
                    PUT    | /keys/KEY                             | {"name":"k","scopes":["admin:read"],"ratePerMinute":1}
                    DELETE | /keys/KEY |
                    GET    | /keys/ALL |
                    DELETE | /keys/ALL |
                    """)
    void aKeyOfOneCommunityIsNotToldWhatThereIsInAnother(String method, String path, String body) {
        CommunityId there = AdminApi.community();
        AdminCaller all = AdminApi.caller(null, EnumSet.allOf(Scope.class));
        String list = all.call(
                        "POST",
                        "/communities/" + there + "/blocklists",
                        null,
                        "{\"name\":\"Theirs\",\"kind\":\"KEYWORD\",\"category\":\"spam\",\"action\":\"REJECT\"}")
                .text("/id");
        String key =
                all.call("POST", "/communities/" + there + "/keys", null, KEY).text("/key/id");
        String webhooks = "/communities/" + there + "/webhooks";
        String webhook = all.call(
                        "POST",
                        webhooks,
                        null,
                        "{\"name\":\"Theirs\",\"url\":\"https://hooks.example.com\",\"events\":[\"case.opened\"]}")
                .text("/webhook/id");
        String test = all.call("POST", webhooks + "/" + webhook + "/tests", null, null)
                .text("/id");
        all.call(
                "POST",
                "/communities/" + there + "/content-types",
                null,
                "{\"key\":\"listing\",\"name\":\"Listing\",\"schema\":{\"type\":\"object\",\"properties\":{\"t\":{\"type\":\"string\",\"x-moderato\":\"text\"}}}}");
        CommunityId own = AdminApi.community();
        AdminCaller here = AdminApi.caller(own, EnumSet.allOf(Scope.class));
        assertThat(here.get("/communities/%s/webhooks/%s".formatted(own, webhook))
                        .status())
                .as("not under its own community either")
                .isEqualTo(404);
        String address = path.replace("THERE", there.value())
                .replace("HOOK", webhook)
                .replace("TEST", test)
                .replace("LIST", list)
                .replace("KEY", key)
                .replace("ALL", AdminApi.keyOf(all).id().toString());

        AdminCaller.Answer refused = here.call(method, address, "\"0\"", body);

        assertThat(refused.status()).as(refused.response().body()).isEqualTo(404);
        assertThat(all.get(address).status()).isEqualTo(200);
    }

    @Test
    void aKeyOfOneCommunitySeesItsOwnAlone() {
        CommunityId here = AdminApi.community();
        AdminCaller caller = AdminApi.caller(here, AdminApi.ADMINISTRATION);

        assertThat(caller.get("/communities").json().at("/communities").values().stream()
                        .map(each -> each.at("/id").asString()))
                .containsExactly(here.value());
        assertThat(AdminApi.callerForAll().get("/communities").response().body())
                .contains(here.value(), "\"main\"");
        assertThat(caller.get("/keys").status()).isEqualTo(403);
        assertThat(caller.call("POST", "/communities", null, "{\"id\":\"another\",\"name\":\"Another\"}")
                        .status())
                .isEqualTo(403);
        assertThat(caller.get("/key").text("/community")).isEqualTo(here.value());
        assertThat(AdminApi.callerForAll().get("/key").json().has("community")).isFalse();
    }

    @Test
    void aSessionOfTheConsoleIsOfNoUseHere() {
        assertThat(new AdminCaller(AdminApi.url(), "admin").get("/communities").status())
                .isEqualTo(401);
    }
}
