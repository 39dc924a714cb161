package io.moderato.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.embedded.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services on a PostgreSQL and a Kafka that want TLS and a login, with the settings of docs/operations.md. */
class EncryptedServersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String KEY = "key-of-this-test-alone-0123456789";

    @TempDir
    static Path folder;

    private static Certificates certificates;
    private static Certificates stranger;
    private static OwnPostgres postgres;
    private static OwnKafka kafka;

    private final List<Process> processes = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        certificates = new Certificates(Files.createDirectories(folder.resolve("ours")));
        stranger = new Certificates(Files.createDirectories(folder.resolve("others")));
        postgres = OwnPostgres.make(folder.resolve("data"), Files.createDirectories(folder.resolve("wal")));
        postgres.askForEncryption(certificates);
        kafka = OwnKafka.start(folder.resolve("kafka"), certificates);
        postgres.migrate(settings(certificates, OwnKafka.PASSWORD), folder.resolve("migration.log"));
    }

    @AfterAll
    static void stop() {
        kafka.close();
        postgres.close();
    }

    @AfterEach
    void stopServices() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void aCommentIsDecided() throws Exception {
        Map<String, String> settings = settings(certificates, OwnKafka.PASSWORD);
        start("inference-service", settings, Ports.free());
        // it makes the first community
        int consolePort = Ports.free();
        start("admin-ui", settings, consolePort);
        await().atMost(PATIENCE).until(new Caller(consolePort, KEY)::isReady);
        int port = Ports.free();
        start("platform-api", settings, port);
        Caller caller = new Caller(port, KEY);
        await().atMost(PATIENCE).until(caller::isReady);
        postgres.sql("moderato", """
                INSERT INTO api_key (id, community_id, name, prefix, key_hash, scopes, rate_per_minute, created_by)
                VALUES (gen_random_uuid(), 'main', 'test', 'key-of-', sha256('%s'), '{CONTENT_WRITE,CONTENT_READ}', 1000, 'test')
                """.formatted(KEY));

        String id = caller.post("/api/v1/content", """
                        {"externalId":"1","type":"comment","author":{"id":"a"},"text":"The herons are back at the river."}
                        """).path("id").asString();

        assertThat(id).isNotEmpty();
        await().atMost(PATIENCE).until(() -> caller.decided() == 1);
        assertThat(caller.get("/api/v1/content/" + id).path("status").asString())
                .isEqualTo("DECIDED");
        assertThat(
                        postgres.sql(
                                "moderato",
                                "SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'moderato'"))
                .isEqualTo("t");
    }

    @Test
    void aPostgresqlThatSomebodyElseVouchesForIsNotUsed() throws Exception {
        assertThat(refusal(settings(stranger, OwnKafka.PASSWORD)))
                .contains("PostgreSQL cannot be used", "does not chain with any of the trust anchors")
                .contains("Check that it runs, and MODERATO_DB_URL");
    }

    @Test
    void aPasswordThatPostgresqlRefusesIsNotTold() throws Exception {
        Map<String, String> wrong = new HashMap<>(settings(certificates, OwnKafka.PASSWORD));
        wrong.put("MODERATO_DB_PASSWORD", "wrong-for-the-services");

        assertThat(refusal(wrong))
                .contains("PostgreSQL cannot be used", "password authentication failed for user \"moderato\"")
                .doesNotContain("wrong-for-the-services");
    }

    @Test
    void aKafkaThatRefusesTheLoginIsNamedAndNothingIsLost() throws Exception {
        int port = Ports.free();
        Path log = start("inference-service", settings(certificates, "wrong"), port);
        Caller caller = new Caller(port, KEY);

        await().atMost(PATIENCE).until(() -> Files.readString(log).contains("SaslAuthenticationException"));
        assertThat(caller.isReady()).isFalse();
        assertThat(log).content().doesNotContain("password=\"wrong\"");
    }

    /** What a service says that does not start. */
    private String refusal(Map<String, String> settings) throws Exception {
        Path log = Files.createTempFile(folder, "refused", ".log");
        Process api = postgres.service("platform-api", with(settings, Ports.free()), log);
        processes.add(api);
        assertThat(api.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(api.exitValue()).isNotZero();
        String said = Files.readString(log);
        assertThat(said.substring(said.indexOf("APPLICATION FAILED TO START")))
                .doesNotContain("\tat ", "of-the-services");
        return said;
    }

    private Path start(String module, Map<String, String> settings, int port) throws Exception {
        Path log = Files.createDirectories(Path.of("target", "encrypted")).resolve(module + "-" + port + ".log");
        processes.add(postgres.service(module, with(settings, port), log));
        return log;
    }

    private static Map<String, String> with(Map<String, String> settings, int port) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("MODERATO_DB_MIGRATION", "never");
        all.put("MODERATO_PORT", Integer.toString(port));
        return all;
    }

    private static Map<String, String> settings(Certificates trusted, String password) {
        return Map.of(
                "MODERATO_DB_URL",
                postgres.jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + trusted.authority(),
                "MODERATO_KAFKA",
                kafka.address(),
                "SPRING_KAFKA_PROPERTIES_SECURITY_PROTOCOL",
                "SASL_SSL",
                "SPRING_KAFKA_PROPERTIES_SASL_MECHANISM",
                "SCRAM-SHA-512",
                "SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG",
                OwnKafka.login(password),
                "SPRING_KAFKA_PROPERTIES_SSL_TRUSTSTORE_TYPE",
                "PEM",
                "SPRING_KAFKA_PROPERTIES_SSL_TRUSTSTORE_LOCATION",
                trusted.authority().toString());
    }
}
