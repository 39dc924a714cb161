package io.moderato.standalone.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.access.store.Scope;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What others make of our OpenAPI documents: a linter finds nothing, and the TypeScript client that a generator makes compiles and works. */
class GeneratedClientTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static ClientPlatform platform;

    @BeforeAll
    static void start(@TempDir Path data) {
        NodeScript.install();
        platform = ClientPlatform.start(data);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "openai", "perspective", "admin"})
    void aLinterFindsNothing(String surface) {
        document(surface);
        JsonNode found = JSON.readTree(
                NodeScript.tool("@redocly/cli/bin/cli.js", List.of("lint", surface + ".json", "--format=json"), ""));
        assertThat(found.path("problems")).isEmpty();
    }

    @Test
    void theTypeScriptClientCompilesAndWorks() {
        document("v1");
        NodeScript.tool(
                "openapi-typescript/bin/cli.js",
                List.of("v1.json", "--output", "v1.ts", "--default-non-nullable=false"),
                "");
        assertThat(NodeScript.tool(
                        "typescript/bin/tsc",
                        List.of(
                                "--noEmit",
                                "--strict",
                                "--module",
                                "nodenext",
                                "--target",
                                "es2023",
                                "--allowImportingTsExtensions",
                                "generated.mts"),
                        ""))
                .as("what the compiler says")
                .isEmpty();

        String key = platform.key(1000, Scope.MODERATE, Scope.CONTENT_WRITE, Scope.CONTENT_READ);
        JsonNode done = JSON.readTree(NodeScript.node(
                List.of("--disable-warning=ExperimentalWarning", "generated.mts"),
                JSON.writeValueAsString(Map.of("url", platform.url(), "key", key))));
        assertThat(done.path("outcome").asString()).isNotEqualTo("APPROVE").isNotEmpty();
        assertThat(done.path("insult").asDouble()).isGreaterThan(0.5);
        assertThat(done.path("text").asString()).isEqualTo("What a lovely day for a walk.");
        assertThat(done.path("next").asString()).contains("-");
        assertThat(done.path("refusedAs").asString()).isEqualTo("urn:moderato:problem:invalid-field");
    }

    private static void document(String surface) {
        NodeScript.write(
                surface + ".json",
                platform.send(HttpRequest.newBuilder(URI.create(platform.url() + "/api/openapi/" + surface))
                                .GET())
                        .body());
    }
}
