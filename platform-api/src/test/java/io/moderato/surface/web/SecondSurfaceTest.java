package io.moderato.surface.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.Scope;
import io.moderato.access.web.NeedsScope;
import io.moderato.access.web.Open;
import io.moderato.api.Answer;
import io.moderato.api.ApiTest;
import io.moderato.api.Caller;
import io.moderato.problem.ProblemException;
import io.moderato.problem.ProblemKey;
import io.moderato.problem.web.ErrorForm;
import io.moderato.problem.web.Problem;
import io.moderato.problem.web.Refuses;
import io.moderato.request.Body;
import io.moderato.surface.RawHttp;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.models.info.Info;
import jakarta.validation.constraints.NotNull;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** A bean and a controller make a surface. All errors below its prefix have its own form, and the surface has its own document. */
@Import(SecondSurfaceTest.Parrot.class)
class SecondSurfaceTest extends ApiTest {
    private static final Set<Scope> ASK = Set.of(Scope.MODERATE);

    @TestConfiguration(proxyBeanMethods = false)
    @Import(ParrotController.class)
    static class Parrot {
        @Bean
        Surface parrotSurface() {
            return new Surface(
                    "parrot",
                    List.of("/parrot", "/$nest"),
                    List.of(new KeyPlace.Query("key"), new KeyPlace.Header("X-Parrot")),
                    new Squawks(),
                    new Info().title("Parrot").version("7"));
        }
    }

    record Squawk(Fault fault) {
        record Fault(int number, String words, @Nullable String cause) {}
    }

    /** Errors in a form that no other surface has. For this vendor, a wrong method is a bad request. */
    static final class Squawks implements ErrorForm<Squawk> {
        @Override
        public MediaType mediaType() {
            return MediaType.APPLICATION_JSON;
        }

        @Override
        public Class<Squawk> bodyType() {
            return Squawk.class;
        }

        @Override
        public Squawk body(Problem problem, @Nullable Throwable failure) {
            Throwable cause = failure == null ? null : failure.getCause();
            return new Squawk(new Squawk.Fault(
                    status(problem), problem.detail(), cause instanceof Hoarse ? cause.getMessage() : null));
        }

        @Override
        public int status(Problem problem) {
            return problem.status() == 405 ? 400 : problem.status();
        }
    }

    record Words(@NotNull(message = "'{field}' is missing.") String say) {}

    static final class Hoarse extends RuntimeException {
        Hoarse() {
            super("HOARSE");
        }
    }

    @RestController
    static class ParrotController {
        @Operation(description = "Repeats.")
        @NeedsScope(Scope.MODERATE)
        @Refuses(value = ProblemKey.WRONG_STATE, when = "The parrot sleeps.")
        @PostMapping(path = "/parrot/v1:repeat", consumes = "application/json", produces = "application/json")
        Map<String, String> repeat(@Body Words words) {
            return Map.of("said", words.say());
        }

        @NeedsScope(Scope.MODERATE)
        @GetMapping("/parrot/birds/{name}")
        String bird(@PathVariable String name) {
            if (name.equals("hoarse")) {
                throw new ProblemException(ProblemKey.WRONG_STATE, "It has no voice.", null, new Hoarse());
            }
            throw new IllegalStateException("a secret of ours");
        }

        @Open
        @GetMapping("/$nest/rest")
        Map<String, String> nest() {
            return Map.of("open", "to all");
        }
    }

    @Test
    void takesTheKeyWhereItSaysAndNowhereElse() {
        Caller key = caller(community(), ASK, 100);
        Caller nobody = new Caller(port, null);

        assertThat(nobody.post("/parrot/v1:repeat?x=1&key=" + key.key(), "{\"say\":\"hello\"}")
                        .text("/said"))
                .isEqualTo("hello");
        assertThat(nobody.send(nobody.request("/parrot/v1:repeat")
                                .header("X-Parrot", key.key())
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"say\":\"hello\"}")))
                        .status())
                .isEqualTo(200);
        // this caller sends the key in the form of our own API
        assertFault(key.post("/parrot/v1:repeat", "{\"say\":\"hello\"}"), 401, "?key=KEY", "X-Parrot: KEY");
    }

    @Test
    void tellsWhoMayNotInItsForm() {
        Caller nobody = new Caller(port, null);
        Caller reader = caller(community(), Set.of(Scope.CONTENT_READ), 100);

        Answer unknown = nobody.post("/parrot/v1:repeat?key=wrong", "{}");
        assertFault(unknown, 401, "unknown or was revoked");
        assertThat(unknown.header("WWW-Authenticate")).isEmpty();
        assertFault(nobody.get("/parrot/nothing"), 401, "Send an API key");
        assertFault(nobody.post("/parrot/v1:repeat?key=" + reader.key(), "{}"), 403, "scope 'moderate'");
    }

    @Test
    void tellsABusyCallerInItsForm() {
        Caller busy = caller(community(), ASK, 1);
        Caller nobody = new Caller(port, null);
        nobody.get("/parrot/birds/polly?key=" + busy.key());

        Answer above = nobody.get("/parrot/birds/polly?key=" + busy.key());

        assertFault(above, 429, "1 calls a minute");
        assertThat(above.header("Retry-After")).isNotEmpty();
    }

    @Test
    void tellsWhatIsWrongWithACallInItsForm() {
        String key = "?key=" + caller(community(), ASK, 100).key();
        Caller caller = new Caller(port, null);

        assertFault(caller.get("/parrot/nothing" + key), 404, "nothing at this address");
        assertFault(caller.get("/parrot" + key), 404, "nothing at this address");
        assertFault(caller.get("/parrot/v1:repeat" + key), 400, "GET is not possible here");
        assertFault(caller.post("/parrot/v1:repeat" + key, "{\"say\":"), 400, "not valid JSON");
        assertFault(caller.post("/parrot/v1:repeat" + key, "{\"say\":1}"), 400, "Expected a text");
        assertFault(
                caller.send(caller.request("/parrot/v1:repeat" + key)
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("hello"))),
                415,
                "application/json");
    }

    @Test
    void tellsOurFaultsInItsFormAndNothingOfTheirCause() {
        String key = "?key=" + caller(community(), ASK, 100).key();
        Answer failed = new Caller(port, null).get("/parrot/birds/polly" + key);

        assertFault(failed, 500, "We failed");
        assertThat(failed.response().body()).doesNotContain("secret");
    }

    @Test
    void tellsItsOwnCausesInItsOwnWords() {
        String key = "?key=" + caller(community(), ASK, 100).key();
        Answer hoarse = new Caller(port, null).get("/parrot/birds/hoarse" + key);

        assertFault(hoarse, 409, "no voice");
        assertThat(hoarse.text("/fault/cause")).isEqualTo("HOARSE");
    }

    @Test
    void refusesALargeBodyInItsFormBeforeReadingIt() throws Exception {
        String key = caller(community(), ASK, 100).key();
        try (RawHttp connection = RawHttp.to(port)) {
            // only the head is sent, so an answer proves that nobody waited for the body
            String answer = connection
                    .send(
                            "POST /parrot/v1:repeat?key=" + key
                                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                    + "Expect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 900000000\r\n\r\n")
                    .answer();

            assertThat(answer).contains("HTTP/1.1 413", "\"number\":413", "8,388,608");
        }
    }

    @Test
    void looksForTheScopeBeforeTheSize() throws Exception {
        String key = caller(community(), Set.of(Scope.CONTENT_READ), 100).key();
        try (RawHttp connection = RawHttp.to(port)) {
            String answer = connection
                    .send(
                            "POST /parrot/v1:repeat?key=" + key
                                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                    + "Expect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 900000000\r\n\r\n")
                    .answer();

            assertThat(answer).contains("HTTP/1.1 403", "\"number\":403");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/parrot/%zz", "/parrot/birds;x=1", "/parrot/birds?%", "/$nest/a%2fb", "//parrot/%00"})
    void tellsWhatTheContainerRefusesInItsForm(String address) throws Exception {
        try (RawHttp connection = RawHttp.to(port)) {
            String answer = connection
                    .send("GET " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .answer();

            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("\"number\":400")
                    .doesNotContain("urn:moderato");
        }
    }

    @Test
    void showsWhatIsOpenToEverybody() {
        Caller nobody = new Caller(port, null);

        assertThat(nobody.get("/$nest/rest").text("/open")).isEqualTo("to all");
        assertFault(nobody.post("/$nest/rest", "{}"), 400, "POST is not possible here");
    }

    @Test
    void hasADocumentOfItsOwn() {
        Caller nobody = new Caller(port, null);
        JsonNode document = nobody.get("/api/openapi/parrot").json();

        assertThat(document.at("/info/title").asString()).isEqualTo("Parrot");
        assertThat(document.at("/paths").propertyNames())
                .containsExactlyInAnyOrder("/parrot/v1:repeat", "/parrot/birds/{name}", "/$nest/rest");
        JsonNode repeat = document.at("/paths/~1parrot~1v1:repeat/post");
        assertThat(repeat.at("/responses").propertyNames())
                .containsExactlyInAnyOrder("200", "400", "401", "403", "409", "413", "415", "429", "500", "503");
        assertThat(repeat.at("/responses/409/description").asString()).isEqualTo("The parrot sleeps.");
        assertThat(repeat.at("/responses/403/content/application~1json/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/Squawk");
        assertThat(repeat.at("/description").asString()).isEqualTo("Repeats. Scope: `moderate`.");
        assertThat(repeat.at("/x-scope").asString()).isEqualTo("moderate");
        assertThat(document.at("/components/schemas").propertyNames()).contains("Squawk", "Fault");
        assertThat(document.at("/components/securitySchemes/query/name").asString())
                .isEqualTo("key");
        JsonNode open = document.at("/paths/~1$nest~1rest/get");
        assertThat(open.at("/responses").propertyNames()).doesNotContain("401", "403");
        assertThat(open.at("/security").isEmpty()).isTrue();
        assertThat(open.has("security")).isTrue();
        // each document is only about its own surface
        assertThat(nobody.get("/api/openapi.json").response().body()).doesNotContain("parrot", "Squawk");
        assertThat(nobody.get("/api/openapi/swagger-config").json().at("/urls").values().stream()
                        .map(listed -> listed.at("/url").asString()))
                .contains("/api/openapi/v1", "/api/openapi/parrot")
                .doesNotHaveDuplicates();
        assertThat(nobody.get("/api/openapi/nobodys").status()).isEqualTo(404);
    }

    private static void assertFault(Answer answer, int status, String... words) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().at("/fault/number").asInt()).isEqualTo(status);
        assertThat(answer.text("/fault/words")).contains(words);
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
    }
}
