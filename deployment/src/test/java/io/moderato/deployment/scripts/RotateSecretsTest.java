package io.moderato.deployment.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.deployment.OwnPostgres;
import io.moderato.deployment.kubernetes.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets are replaced so that at every moment those who send one and those who take one agree. The cluster is played, PostgreSQL is real. */
class RotateSecretsTest {
    @TempDir
    Path folder;

    private PlayedCluster cluster;

    @BeforeEach
    void install() throws IOException {
        cluster = new PlayedCluster(Files.createDirectories(folder.resolve("cluster")));
        cluster.secret("moderato-tokens", "internal-token", "old");
        cluster.secret("moderato-tokens", "webhook-keys", "old,older");
        cluster.secret("moderato-metrics", "token", "old");
        cluster.secret("moderato-metrics", "accepted", "old");
        cluster.secret("moderato-admin", "api-key", "old-key-of-the-operator");
    }

    @Test
    void replacesTheTokenBetweenTheServices() throws IOException {
        String said = cluster.run("rotate-secrets", Map.of(), "internal-token", "--namespace", "moderato")
                .orFail();

        String fresh = cluster.secret("moderato-tokens", "internal-token");
        assertThat(fresh).matches("[0-9a-f]{64}");
        assertThat(steps())
                .containsExactly(
                        "internal-token old," + fresh,
                        "restart inference-service",
                        "internal-token " + fresh + ",old",
                        "restart platform-api",
                        "internal-token " + fresh,
                        "restart inference-service");
        assertThat(said).contains("Replaced: internal-token.").doesNotContain(fresh);
    }

    @Test
    void encryptsWithANewKeyBeforeTheOldOneGoes() throws IOException {
        cluster.run("rotate-secrets", Map.of(), "webhook-keys", "--namespace", "moderato")
                .orFail();

        String fresh = cluster.secret("moderato-tokens", "webhook-keys");
        assertThat(steps())
                .containsExactly(
                        "webhook-keys old,older," + fresh,
                        "restart platform-api",
                        "restart admin-ui",
                        "webhook-keys " + fresh + ",old,older",
                        "restart platform-api",
                        "restart admin-ui",
                        "restart platform-api",
                        "webhook-keys " + fresh,
                        "restart platform-api",
                        "restart admin-ui");
    }

    @Test
    void takesTheOldTokenForMetricsUntilPrometheusHasTheNewOne() throws IOException {
        Path script = Tools.root().resolve("deployment/scripts/rotate-secrets");
        Tools.run(
                        Path.of("bash"),
                        cluster.environment(Map.of()),
                        "-c",
                        "echo | '" + script + "' metrics-token --namespace moderato")
                .orFail();

        String fresh = cluster.secret("moderato-metrics", "token");
        assertThat(steps())
                .containsSubsequence(
                        "accepted old," + fresh,
                        "restart inference-service",
                        "restart platform-api",
                        "restart admin-ui",
                        "token " + fresh,
                        "accepted " + fresh,
                        "restart inference-service");
    }

    @Test
    void keepsTheOldOneWhereAServiceDoesNotBecomeReady() throws IOException {
        cluster.answer("slow", "rollout status deployment/platform-api", 1, "");

        Tools.Answer answer = cluster.run("rotate-secrets", Map.of(), "internal-token", "--namespace", "moderato");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.errors())
                .contains("platform-api did not become ready", "still accepted", "type the same again");
        assertThat(cluster.secret("moderato-tokens", "internal-token")).endsWith(",old");
        cluster.answerAsUsual("slow");
        cluster.run("rotate-secrets", Map.of(), "internal-token", "--namespace", "moderato")
                .orFail();
        assertThat(cluster.secret("moderato-tokens", "internal-token")).matches("[0-9a-f]{64}");
    }

    @Test
    void givesTheKeyForAdministrationANewValue() throws IOException {
        String said = cluster.run("rotate-secrets", Map.of(), "admin-key", "--namespace", "moderato")
                .orFail();

        assertThat(steps()).contains("restart admin-ui");
        assertThat(said).contains("Then revoke the old one", "begins with old-key-of-t.");
    }

    @Test
    void logsInToKafkaAsAnotherUser() throws IOException {
        cluster.secret(
                "moderato-kafka",
                "sasl-jaas-config",
                "…ScramLoginModule required username=\"moderato\" password=\"p\";");

        assertThat(refused(Map.of(), "kafka", "--namespace", "moderato")).contains("make a second user first");
        assertThat(refused(Map.of("KAFKA_USER", "moderato", "KAFKA_PASSWORD", "x"), "kafka", "--namespace", "moderato"))
                .contains("is the user of now");
        cluster.asked();
        String said = cluster.run(
                        "rotate-secrets",
                        Map.of("KAFKA_USER", "moderato-b", "KAFKA_PASSWORD", "x"),
                        "kafka",
                        "--namespace",
                        "moderato")
                .orFail();

        assertThat(cluster.secret("moderato-kafka", "sasl-jaas-config"))
                .contains("username=\"moderato-b\" password=\"x\";");
        assertThat(steps()).containsSubsequence("user moderato-b", "restart inference-service", "restart platform-api");
        assertThat(said).contains("--entity-name moderato --delete-config");
    }

    @Test
    void putsASecondRoleInThePlaceOfTheFirst() throws Exception {
        Files.createDirectories(folder.resolve("wal"));
        try (OwnPostgres postgres = OwnPostgres.make(folder.resolve("data"), folder.resolve("wal"))) {
            cluster.secret("moderato-postgresql", "user", "moderato");
            cluster.secret("moderato-postgresql", "password", "of-the-services");
            cluster.secret("moderato-postgresql", "migration-user", "moderato_owner");
            assertThat(refused(postgres.address(), "database", "--namespace", "moderato"))
                    .contains("no tables of Moderato");
            postgres.migrate(folder.resolve("migration.log"));
            cluster.asked();

            cluster.run("rotate-secrets", postgres.address(), "database", "--namespace", "moderato")
                    .orFail();

            assertThat(cluster.secret("moderato-postgresql", "user")).isEqualTo("moderato_b");
            String password = cluster.secret("moderato-postgresql", "password");
            assertThat(steps())
                    .containsExactlyInAnyOrder(
                            "user moderato_b",
                            "password " + password,
                            "restart inference-service",
                            "restart platform-api",
                            "restart admin-ui");
            assertThat(postgres.sql(
                                    "moderato",
                                    "postgres",
                                    "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'moderato'")
                            .output())
                    .isEqualTo("f\n");
            String rights =
                    "SELECT string_agg(c.relname || p, ',' ORDER BY c.relname, p) FROM pg_class c, unnest(ARRAY['SELECT','INSERT','UPDATE','DELETE','TRUNCATE']) p WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r','p') AND has_table_privilege('%s', c.oid, p)";
            assertThat(postgres.sql("moderato", rights.formatted("moderato_b")))
                    .contains(",contentDELETE", ",decisionINSERT")
                    .doesNotContain(",decisionDELETE")
                    .isEqualTo(postgres.sql("moderato", rights.formatted("moderato")));

            cluster.run("rotate-secrets", postgres.address(), "database", "--namespace", "moderato")
                    .orFail();
            assertThat(cluster.secret("moderato-postgresql", "user")).isEqualTo("moderato_a");

            String before = hash(postgres);
            cluster.run("rotate-secrets", postgres.address(), "database-owner", "--namespace", "moderato")
                    .orFail();
            assertThat(hash(postgres)).isNotEqualTo(before);
            assertThat(Files.readString(Path.of(folder.resolve("data") + ".log")))
                    .as("the server's log")
                    .doesNotContain(password, cluster.secret("moderato-postgresql", "migration-password"));
        }
    }

    @Test
    void editsAFileOfVariablesElsewhere() throws IOException {
        Path file = Files.writeString(
                folder.resolve("moderato.env"), "# ours\nMODERATO_INTERNAL_TOKEN=old\nMODERATO_PORT=8080\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Path restart = Files.writeString(
                folder.resolve("restart"),
                "#!/bin/sh\nprintf '%s with %s\\n' \"$1\" \"$(grep INTERNAL " + file + ")\" >>" + folder
                        + "/restarted\n");
        assertThat(restart.toFile().setExecutable(true)).isTrue();

        OwnPostgres.run(
                        "rotate-secrets",
                        Map.of("MODERATO_RESTART", restart.toString()),
                        "internal-token",
                        "--env",
                        file)
                .orFail();

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).startsWith("# ours", "MODERATO_PORT=8080").hasSize(3);
        String fresh = lines.getLast().replaceFirst("MODERATO_INTERNAL_TOKEN='([0-9a-f]{64})'", "$1");
        assertThat(Files.readAllLines(folder.resolve("restarted")))
                .containsExactly(
                        "inference-service with MODERATO_INTERNAL_TOKEN='old," + fresh + "'",
                        "platform-api with MODERATO_INTERNAL_TOKEN='" + fresh + ",old'",
                        "inference-service with MODERATO_INTERNAL_TOKEN='" + fresh + "'");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.env"), "MODERATO_PORT=8080\n");
        assertThat(refused(Map.of(), "--namespace", "moderato")).contains("Say which secret");
        assertThat(refused(Map.of(), "internal-token")).contains("--namespace moderato", "--env FILE");
        assertThat(refused(Map.of(), "password", "--namespace", "moderato"))
                .contains("is not a secret that this script knows");
        assertThat(refused(Map.of(), "internal-token", "--env", empty))
                .contains("MODERATO_INTERNAL_TOKEN", "nothing to replace");
        assertThat(refused(Map.of(), "internal-token", "--env", folder.resolve("nowhere")))
                .contains("There is no file");
        Map<String, String> nowhere = new HashMap<>(Map.of("PGHOST", "127.0.0.1", "PGPORT", "1"));
        cluster.secret("moderato-postgresql", "user", "moderato");
        assertThat(refused(nowhere, "database", "--namespace", "moderato")).contains("as a superuser", "PGHOST");
    }

    private static String hash(OwnPostgres postgres) {
        return postgres.sql("moderato", "SELECT rolpassword FROM pg_authid WHERE rolname = 'moderato_owner'");
    }

    /** New values and restarts, in order. */
    private List<String> steps() throws IOException {
        return cluster.asked().stream()
                .filter(asked -> asked.startsWith("  ") || asked.startsWith("rollout restart"))
                .map(asked -> asked.strip().replace("rollout restart deployment/", "restart "))
                .toList();
    }

    private String refused(Map<String, String> environment, Object... arguments) {
        Tools.Answer answer = cluster.run("rotate-secrets", environment, arguments);
        assertThat(answer.status()).as(answer.output()).isEqualTo(1);
        return answer.errors();
    }
}
