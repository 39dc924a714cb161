package io.moderato.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.deployment.Commands.Result;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** compose.yaml and what belongs to it fit together. The images in it are run by {@link ImagesTest}. */
class ComposeTest {
    private static final Set<String> OURS =
            Set.of("inference-service", "platform-api", "admin-ui", "database-migration", "demo");
    /** They do their work once and end. */
    private static final Set<String> ENDING = Set.of("database-migration", "demo");
    /** Set by whoever wants another version than the one of this file. */
    private static final String VERSION = "MODERATO_VERSION";

    @TempDir
    static Path folder;

    private static Map<String, String> secrets;
    private static Compose compose;
    private static String text;

    @BeforeAll
    static void read() throws IOException, InterruptedException {
        secrets = Compose.makeSecrets(folder);
        compose = Compose.read(secrets);
        text = Files.readString(Compose.FOLDER.resolve("compose.yaml"));
    }

    @Test
    void dockerReadsItWhereDockerIsThere() throws IOException, InterruptedException {
        List<String> config = List.of(
                "docker",
                "compose",
                "--env-file",
                folder.resolve(".env").toString(),
                "-f",
                "deployment/docker/compose.yaml",
                "--profile",
                "demo",
                "config",
                "--quiet");
        boolean there = Commands.isThere("docker")
                && Commands.run(List.of("docker", "compose", "version"), Map.of())
                                .exit()
                        == 0;
        System.out.println(
                "compose.yaml is checked by " + (there ? "docker compose config and " : "") + "this test's own rules");
        if (there) {
            Commands.run(config, Map.of()).orFail(config);
        }
    }

    @Test
    void everySecretThatItAsksForIsMadeAndNoOther() {
        Set<String> asked = new TreeSet<>();
        for (Matcher found = Compose.VARIABLE.matcher(text); found.find(); ) {
            asked.add(found.group(1));
        }
        asked.remove(VERSION);

        assertThat(asked).isEqualTo(secrets.keySet());
    }

    @Test
    void secretsAreLongDifferentAndForTheirOwnerAlone() throws IOException, InterruptedException {
        assertThat(secrets.values()).doesNotHaveDuplicates().allMatch(secret -> secret.matches("[A-Za-z0-9_-]{32}"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(".env"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secrets"))))
                .isEqualTo("rwx------");
        assertThat(folder.resolve("secrets/metrics-token")).hasContent(secrets.get("MODERATO_METRICS_TOKEN"));

        String before = Files.readString(folder.resolve(".env"));
        List<String> again = List.of("bash", folder.resolve("make-secrets").toString());
        assertThat(Commands.run(again, Map.of()).orFail(again)).contains("There are secrets already");
        assertThat(folder.resolve(".env")).hasContent(before);
    }

    @Test
    void noSecretStandsInIt() {
        assertThat(text.lines().filter(line -> line.matches(".*(PASSWORD|TOKEN|API_KEY|WEBHOOK_KEYS): .*")))
                .isNotEmpty()
                .allMatch(line -> line.matches(".*: \\$\\{\\w+:\\?[^}]*}"));
    }

    @Test
    void theMigrationAloneKnowsTheOwnerOfTheTables() {
        compose.services().keySet().stream().filter(OURS::contains).forEach(name -> {
            boolean migration = name.equals("database-migration");
            assertThat(compose.environment(name))
                    .as(name)
                    .containsEntry("MODERATO_DB_USER", "moderato")
                    .containsEntry("MODERATO_DB_MIGRATION", migration ? "only" : "never");
            assertThat(compose.environment(name).containsKey("MODERATO_DB_MIGRATION_PASSWORD"))
                    .as(name)
                    .isEqualTo(migration);
        });
    }

    @Test
    void everyImageIsBuiltHereOrPinned() throws IOException {
        String build = Files.readString(Compose.FOLDER.resolve("build"));
        String version = Files.readString(Commands.ROOT.resolve("pom.xml"))
                .replaceFirst("(?s).*?<artifactId>moderato</artifactId>\\s*<version>([^<]+)<.*", "$1");

        compose.services().keySet().forEach(name -> {
            String image = compose.service(name).get("image").toString();
            if (OURS.contains(name)) {
                assertThat(image).startsWith("moderato/").endsWith(":" + version);
                assertThat(build)
                        .containsPattern("all=\\(.*\\b" + image.replaceFirst("moderato/([^:]+):.*", "$1") + "\\b.*\\)");
            } else {
                assertThat(image).matches("docker\\.io/[a-z]+/[a-z]+:v?\\d+\\.\\d+(\\.\\d+)?");
            }
        });
    }

    @Test
    void everyContainerIsLockedUpAndBounded() {
        compose.services().keySet().forEach(name -> {
            Map<String, Object> service = compose.service(name);
            assertThat(service)
                    .as(name)
                    .containsEntry("read_only", true)
                    .containsKeys("mem_limit", "pids_limit", "restart");
            assertThat(Compose.list(service.get("cap_drop"))).as(name).containsExactly("ALL");
            assertThat(Compose.list(service.get("security_opt"))).as(name).containsExactly("no-new-privileges:true");
            assertThat(service)
                    .as(name)
                    .containsEntry("stop_grace_period", "30s")
                    .doesNotContainKeys("privileged", "cap_add");
            assertThat(Compose.list(service.get("ports")))
                    .as(name)
                    .allMatch(port -> port.matches("127\\.0\\.0\\.1:\\d+:\\d+"));
            if (!OURS.contains(name)) {
                // our images bring theirs
                assertThat(service).as(name).containsKey("healthcheck");
            }
        });
    }

    @Test
    void whatItNamesIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        compose.services().keySet().forEach(name -> {
            Map<String, Object> service = compose.service(name);
            for (String volume : Compose.list(service.get("volumes"))) {
                String source = volume.substring(0, volume.indexOf(':'));
                boolean there = source.startsWith(".")
                        ? Files.exists(Compose.FOLDER.resolve(source))
                        : compose.section("volumes").containsKey(source);
                if (!there) {
                    missing.add(name + ": " + volume);
                }
            }
            Compose.list(service.get("networks")).stream()
                    .filter(network -> !compose.section("networks").containsKey(network))
                    .forEach(missing::add);
            Compose.list(service.get("secrets")).stream()
                    .filter(secret -> !compose.section("secrets").containsKey(secret))
                    .forEach(missing::add);
            if (service.get("depends_on") != null) {
                Compose.map(service.get("depends_on")).forEach((other, condition) -> {
                    assertThat(condition)
                            .isEqualTo(Map.of(
                                    "condition",
                                    ENDING.contains(other) ? "service_completed_successfully" : "service_healthy"));
                    if (!compose.services().containsKey(other)) {
                        missing.add(name + " depends on " + other);
                    }
                });
            }
        });
        compose.section("secrets").values().forEach(secret -> {
            String file = Compose.map(secret).get("file").toString();
            if (!Files.exists(folder.resolve(file))) {
                missing.add(file);
            }
        });

        assertThat(missing).isEmpty();
    }

    @Test
    void everySettingOfOurServicesIsOneOfTheirs() throws IOException {
        String operations = Files.readString(Commands.ROOT.resolve("docs/operations.md"));

        for (String service : OURS) {
            assertThat(compose.environment(service).keySet())
                    .as(service)
                    .isNotEmpty()
                    .allMatch(variable -> operations.contains("`" + variable + "`"));
        }
    }

    @Test
    void prometheusFindsTheServicesAndTakesTheConfiguration() throws IOException, InterruptedException {
        Map<String, Object> prometheus;
        try (Reader reader = Files.newBufferedReader(Compose.FOLDER.resolve("prometheus.yml"))) {
            prometheus = new Yaml().load(reader);
        }
        Set<String> targets = new TreeSet<>();
        for (Object job : (List<?>) prometheus.get("scrape_configs")) {
            for (Object config : (List<?>) Compose.map(job).get("static_configs")) {
                targets.addAll(Compose.list(Compose.map(config).get("targets")));
            }
        }
        assertThat(targets).containsExactlyInAnyOrder("platform-api:8080", "inference-service:8080", "admin-ui:8080");

        Path rules = Files.createDirectories(folder.resolve("rules")).resolve("moderato.rules.yml");
        Files.copy(Compose.FOLDER.resolve("../monitoring/rules/moderato.rules.yml"), rules);
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(
                config,
                Files.readString(Compose.FOLDER.resolve("prometheus.yml"))
                        .replace("/run/secrets/metrics-token", "secrets/metrics-token"));
        Result checked =
                Commands.run(List.of(Commands.program("promtool"), "check", "config", config.toString()), Map.of());
        assertThat(checked.exit()).as(checked.output()).isZero();
    }
}
