package io.moderato.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.embedded.EmbeddedDatabase;
import io.moderato.embedded.EmbeddedKafka;
import io.moderato.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each service as its own executable jar in a process of its own, against a PostgreSQL and a Kafka outside, configured by the environment. */
class ServicesApartTest {
    private static final String KEY = "a-key-for-this-test-only";
    private static final String INTERNAL_TOKEN = "a-token-for-this-test-only";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private EmbeddedDatabase database;
    private EmbeddedKafka kafka;
    private String url;

    @BeforeEach
    void startServers() throws Exception {
        database = EmbeddedDatabase.start(folder.resolve("postgres"));
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        url = database.jdbcUrl("moderato");
    }

    @AfterEach
    void stopAll() throws Exception {
        for (Process process : processes) {
            process.destroy();
            process.waitFor();
        }
        kafka.close();
        database.close();
    }

    @Test
    void decideTogetherWhatTheApiAccepts() throws Exception {
        int inference = start("inference-service", Map.of());
        int api = start("platform-api", Map.of("MODERATO_INFERENCE_URL", "http://127.0.0.1:" + inference));
        int console = start("admin-ui", Map.of("MODERATO_ADMIN_PASSWORD", "a password for this test only"));
        for (int port : List.of(inference, api, console)) {
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> allAlive() && status(port, "/actuator/health/readiness") == 200);
        }
        allowKey();
        ApiCaller caller = new ApiCaller("http://127.0.0.1:" + api, KEY);
        JsonNode accepted = caller.post("/api/v1/content", JSON.readTree("""
                        {"externalId":"1","author":{"id":"ada"},"type":"comment","text":"What a lovely day for a walk."}
                        """));
        JsonNode decided = caller.waitUntilDecided(accepted.path("id").asString(), Duration.ofMinutes(1));
        JsonNode direct = caller.post("/api/v1/moderate", JSON.readTree("""
                        {"externalId":"2","author":{"id":"ada"},"type":"comment","text":"What a lovely day for a swim.","store":false}
                        """));

        assertThat(decided.path("decision").path("outcome").asString()).isEqualTo("APPROVE");
        assertThat(decided.path("decision").path("scores").path("toxicity").isNumber())
                .isTrue();
        assertThat(direct.path("outcome").asString()).isEqualTo("APPROVE");
        assertThat(status(console, "/login")).isEqualTo(200);
        assertThat(status(console, "/api/admin/v1/communities"))
                .as("without a key")
                .isEqualTo(401);
        assertThat(status(api, "/api/admin/v1/communities")).isEqualTo(404);
        for (int port : List.of(inference, api, console)) {
            assertThat(status(port, "/actuator/prometheus")).isEqualTo(200);
        }
        assertThat(status(inference, "/internal/v1/moderate"))
                .as("without the token")
                .isIn(401, 403);
    }

    private int start(String module, Map<String, String> environment) throws IOException {
        Path jar = Path.of(System.getProperty("moderato.root"), module, "target", module + "-0.1.0-SNAPSHOT-exec.jar");
        assertThat(jar)
                .as("the executable jar, which the build makes before this test")
                .exists();
        int port = Ports.free();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx400m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(Files.createDirectories(Path.of("target", "apart"))
                        .resolve(module + ".log")
                        .toFile());
        Map<String, String> settings = new HashMap<>(environment);
        settings.put("MODERATO_PORT", Integer.toString(port));
        settings.put("MODERATO_DB_URL", url);
        settings.put("MODERATO_DB_USER", database.user());
        settings.put("MODERATO_DB_PASSWORD", database.password());
        settings.put("MODERATO_DB_MIGRATION_USER", database.owner());
        settings.put("MODERATO_DB_MIGRATION_PASSWORD", database.ownerPassword());
        settings.put("MODERATO_KAFKA", kafka.bootstrapServers());
        kafka.clientProperties()
                .forEach((key, value) -> settings.put(
                        "SPRING_KAFKA_PROPERTIES_"
                                + key.toUpperCase(Locale.ROOT).replace('.', '_'),
                        value));
        settings.put("MODERATO_INTERNAL_TOKEN", INTERNAL_TOKEN);
        builder.environment().putAll(settings);
        processes.add(builder.start());
        return port;
    }

    private boolean allAlive() {
        assertThat(processes)
                .allSatisfy(process -> assertThat(process.isAlive()).isTrue());
        return true;
    }

    /** An admin would make the key in the console; here only its hash is put where the console puts it. */
    private void allowKey() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.UTF_8));
        try (Connection connection = DriverManager.getConnection(url, database.user(), database.password());
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO api_key (id, community_id, name, prefix, key_hash, scopes, rate_per_minute, created_by)
                        VALUES (?, 'main', 'test', 'a-key', ?, '{CONTENT_WRITE,CONTENT_READ,MODERATE}', 600, 'test')
                        """)) {
            insert.setObject(1, UUID.randomUUID());
            insert.setBytes(2, hash);
            insert.executeUpdate();
        }
    }

    private static int status(int port, String path) throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return -1;
        }
    }
}
