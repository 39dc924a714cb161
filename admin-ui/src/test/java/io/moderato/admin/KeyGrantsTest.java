package io.moderato.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Scope;
import io.moderato.community.CommunityId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A key grants no more than it holds. */
class KeyGrantsTest {
    @BeforeAll
    static void start() {
        AdminApi.start();
    }

    @AfterAll
    static void stop() {
        AdminApi.stop();
    }

    private final CommunityId here = AdminApi.community();

    @ParameterizedTest
    @CsvSource({
        // what the key holds beside admin:keys, what it wants to grant, what comes of it
        "content:write, content:write, 201",
        "content:write, content:read, 403",
        "content:write, 'content:write,content:read', 403",
        "content:write, admin:keys, 201",
        "content:write, admin:policies, 403",
        "admin:read, admin:read, 201"
    })
    void grantsWhatItHolds(String held, String granted, int status) {
        AdminCaller caller = AdminApi.caller(here, EnumSet.of(Scope.ADMIN_KEYS, Scope.ofKey(held)));

        AdminCaller.Answer answer = create(caller, "/communities/" + here + "/keys", granted);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        if (status == 403) {
            assertThat(answer.text("/pointer")).isEqualTo("/scopes");
            assertThat(answer.text("/detail")).contains("only grant what it holds itself");
        }
    }

    @Test
    void aChangeGrantsNoMoreThanTheKeyHolds() {
        AdminCaller all = AdminApi.caller(null, EnumSet.allOf(Scope.class));
        String key = create(all, "/communities/" + here + "/keys", "content:write,appeals")
                .text("/key/id");
        AdminCaller keeper = AdminApi.caller(here, Set.of(Scope.ADMIN_KEYS, Scope.ADMIN_READ));

        // it may take away, and leave what was there, but add nothing
        assertThat(change(keeper, key, "\"0\"", "content:write").status()).isEqualTo(200);
        assertThat(change(keeper, key, "\"1\"", "content:write,appeals").status())
                .isEqualTo(403);
        assertThat(keeper.get("/keys/" + key).json().at("/scopes").toString()).isEqualTo("[\"content:write\"]");
        String own = AdminApi.keyOf(keeper).id().toString();
        assertThat(change(keeper, own, "\"0\"", "admin:keys,admin:read,admin:policies")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aKeyOfOneCommunityMakesNoneForAnotherAndNoneForAll() {
        AdminCaller caller = AdminApi.caller(here, EnumSet.allOf(Scope.class));

        assertThat(create(caller, "/communities/" + AdminApi.community() + "/keys", "admin:read")
                        .status())
                .isEqualTo(404);
        AdminCaller.Answer forAll = create(caller, "/keys", "admin:read");
        assertThat(forAll.status()).isEqualTo(403);
        assertThat(forAll.text("/detail")).contains("belongs to one community");
        assertThat(create(AdminApi.callerForAll(), "/keys", "admin:read").status())
                .isEqualTo(201);
    }

    @Test
    void showsTheSecretOnceAndTheKeyWorksUntilItIsRevoked() {
        AdminCaller all = AdminApi.callerForAll();
        AdminCaller.Answer created = create(all, "/communities/" + here + "/keys", "admin:read");
        AdminCaller made = new AdminCaller(AdminApi.url(), created.text("/secret"));
        String key = created.text("/key/id");

        assertThat(created.header("Cache-Control")).isEqualTo("no-store");
        assertThat(made.get("/communities").status()).isEqualTo(200);
        assertThat(all.get("/keys/" + key).response().body()).doesNotContain(created.text("/secret"));
        assertThat(all.call("DELETE", "/keys/" + key, null, null).status()).isEqualTo(204);
        assertThat(AdminApi.part(ApiKeys.class).authenticate(created.text("/secret")))
                .isEmpty();
        assertThat(change(all, key, "\"0\"", "admin:read").text("/type")).endsWith("wrong-state");
        assertThat(all.get("/communities/" + here + "/keys").json().at("/keys").size())
                .isZero();
        assertThat(AdminApi.part(JdbcClient.class)
                        .sql("SELECT detail::text FROM audit_event WHERE community_id = ?")
                        .param(here.value())
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .noneMatch(detail -> detail.contains(created.text("/secret")));
    }

    /** The door remembers a key for some seconds; what it grants is looked up when it grants. */
    @Test
    void aKeyThatWasJustRevokedMakesNoOther() {
        AdminCaller leaked = AdminApi.caller(here, EnumSet.allOf(Scope.class));
        assertThat(create(leaked, "/communities/" + here + "/keys", "admin:keys")
                        .status())
                .isEqualTo(201);
        AdminApi.part(JdbcClient.class)
                .sql("UPDATE api_key SET revoked_at = now() WHERE id = ?")
                .param(AdminApi.keyOf(leaked).id())
                .update();

        assertThat(create(leaked, "/communities/" + here + "/keys", "admin:keys")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void theOperatorsKeyIsThereFromTheFirstStart() {
        AdminCaller operator = new AdminCaller(AdminApi.url(), AdminApi.OPERATORS_KEY);

        assertThat(AdminApi.keyOf(operator).administersAll()).isTrue();
        assertThat(AdminApi.keyOf(operator).scopes()).containsExactlyInAnyOrder(Scope.values());
        assertThat(operator.get("/communities/main/policy").status()).isEqualTo(200);
    }

    private static AdminCaller.Answer create(AdminCaller caller, String path, String scopes) {
        return caller.call("POST", path, null, body(scopes));
    }

    private static AdminCaller.Answer change(AdminCaller caller, String key, String version, String scopes) {
        return caller.call("PUT", "/keys/" + key, version, body(scopes));
    }

    private static String body(String scopes) {
        return "{\"name\":\"k\",\"scopes\":[\"%s\"],\"ratePerMinute\":60}".formatted(scopes.replace(",", "\",\""));
    }
}
