package io.moderato.access.web;

import static io.moderato.api.Caller.comment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.access.store.Scope;
import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import io.moderato.community.CommunityId;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@org.junit.jupiter.api.extension.ExtendWith(OutputCaptureExtension.class)
class ApiAccessTest extends ApiTest {
    @Autowired
    private JdbcClient jdbc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Test
    void refusesCallsWithoutAKey() {
        Answer answer = new Caller(port, null).post("/api/v1/content", comment("e", "x"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("unknown-key");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text("/detail")).contains("X-API-Key");
    }

    @Test
    void refusesUnknownKeys() {
        assertThat(new Caller(port, "mod_" + UUID.randomUUID())
                        .get("/api/v1/decisions")
                        .status())
                .isEqualTo(401);
        assertThat(new Caller(port, "x".repeat(5000)).get("/api/v1/decisions").status())
                .isEqualTo(401);
        assertThat(new Caller(port, "").get("/api/v1/decisions").status()).isEqualTo(401);
    }

    @Test
    void takesTheKeyFromEitherHeader() {
        Caller caller = caller();
        Caller without = new Caller(port, null);

        assertThat(without.send(without.request("/api/v1/decisions").header("X-API-Key", caller.key()))
                        .status())
                .isEqualTo(200);
        assertThat(without.send(without.request("/api/v1/decisions").header("Authorization", "bearer " + caller.key()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesARevokedKeyWithinFiveSeconds() {
        Caller caller = caller();
        assertThat(caller.get("/api/v1/decisions").status()).isEqualTo(200);

        jdbc.sql("UPDATE api_key SET revoked_at = now() WHERE community_id = ?")
                .param(keys.authenticate(caller.key()).orElseThrow().community().value())
                .update();

        await().atMost(Duration.ofSeconds(5))
                .until(() -> caller.get("/api/v1/decisions").status() == 401);
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void letsAKeyDoOnlyWhatItsScopeNames(Scope scope) {
        Caller caller = caller(community(), Set.of(scope), 10_000);
        Set<Scope> needed = EnumSet.noneOf(Scope.class);
        for (String call : calls()) {
            String method = call.substring(0, call.indexOf(' '));
            String path = call.substring(call.indexOf(' ') + 1)
                    .replace("{id}", UUID.randomUUID().toString());
            Answer answer = caller.send(caller.request(path)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(method.equals("POST") ? "{\"unknown\":1}" : "")));
            if (answer.status() == 403) {
                assertThat(answer.problem()).isEqualTo("not-allowed");
                assertThat(answer.text("/detail")).contains("scope '").doesNotContain("'" + scope.key() + "'");
                EnumSet.allOf(Scope.class).stream()
                        .filter(each -> answer.text("/detail").contains("'" + each.key() + "'"))
                        .forEach(needed::add);
            } else {
                assertThat(answer.status()).as(call).isIn(200, 400, 404);
            }
        }
        // each other scope guards something, so no address is open to every key; what ANALYZE guards is another surface
        assertThat(needed).isEqualTo(EnumSet.complementOf(EnumSet.of(scope, Scope.ANALYZE)));
    }

    @Test
    void asksForAScopeAtEachAddress() {
        CommunityId community = community();
        String secret = "none_" + UUID.randomUUID();
        keys.bootstrap(community, "Without scopes", Set.of(), 1000, secret);
        Caller caller = new Caller(port, secret);

        for (String call : calls()) {
            String path = call.substring(call.indexOf(' ') + 1)
                    .replace("{id}", UUID.randomUUID().toString());
            for (String method : List.of("GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS")) {
                Answer answer = caller.send(caller.request(path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.noBody()));
                assertThat(answer.status()).as(method + " " + path).isEqualTo(403);
            }
        }
    }

    private List<String> calls() {
        List<String> calls = new ArrayList<>();
        mappings.getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/v1"))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> calls.add(method.name() + " " + path))));
        assertThat(calls).hasSizeGreaterThanOrEqualTo(9);
        return calls;
    }

    @Test
    void refusesCallsAboveTheRateAndSaysWhenToComeBack() {
        Caller caller = caller(community(), ALL_SCOPES, 3);
        Answer first = caller.get("/api/v1/decisions");
        caller.get("/api/v1/decisions");
        caller.get("/api/v1/decisions");
        Answer above = caller.post("/api/v1/content", comment("e", "x"));

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("X-RateLimit-Limit")).isEqualTo("3");
        assertThat(first.header("X-RateLimit-Remaining")).isEqualTo("2");
        assertThat(Integer.parseInt(first.header("X-RateLimit-Reset"))).isBetween(1, 20);
        assertThat(above.status()).isEqualTo(429);
        assertThat(above.problem()).isEqualTo("rate-limited");
        assertThat(Integer.parseInt(above.header("Retry-After"))).isBetween(1, 20);
        assertThat(above.header("X-RateLimit-Remaining")).isEqualTo("0");
    }

    @Test
    void limitsEachKeyByItself() {
        CommunityId community = community();
        Caller busy = caller(community, ALL_SCOPES, 1);
        Caller other = caller(community, ALL_SCOPES, 1);
        busy.get("/api/v1/decisions");

        assertThat(busy.get("/api/v1/decisions").status()).isEqualTo(429);
        assertThat(other.get("/api/v1/decisions").status()).isEqualTo(200);
    }

    @Test
    void startsNoSession() {
        assertThat(caller().get("/api/v1/decisions").header("Set-Cookie")).isEmpty();
    }

    @Test
    void logsNeitherKeysNorTexts(CapturedOutput output) {
        Caller caller = caller();
        String id = caller.post("/api/v1/content", comment("e", "a text that is nobody's business"))
                .text("/id");
        caller.post("/api/v1/content", comment("e", "another\u0000 secret text"));

        assertThat(output)
                .contains(id)
                .doesNotContain("nobody's business")
                .doesNotContain("secret text")
                .doesNotContain(caller.key());
    }
}
