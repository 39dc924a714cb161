package io.moderato.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.embedded.EmbeddedDatabase;
import io.moderato.embedded.EmbeddedKafka;
import io.moderato.embedded.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The images, built by the script of operators, run as locked up as compose.yaml runs them, and looked into. */
@ExtendWith(SharedPodman.class)
class ImagesTest {
    private static final List<String> SERVICES = List.of("inference-service", "platform-api", "admin-ui");
    private static final List<String> IMAGES =
            List.of("platform-api", "inference-service", "admin-ui", "workshop", "batch", "moderato");
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** The time within which a container ends after it was asked to; compose.yaml gives it 30 seconds. */
    private static final Duration DRAINING = Duration.ofSeconds(25);
    /** The exit code of a JVM that was asked to stop and ended in order. */
    private static final int STOPPED = 143;

    @TempDir
    static Path folder;

    private static Podman podman;
    private static Map<String, String> secrets;
    private static Compose compose;
    private static String version;

    @BeforeAll
    static void build(Podman shared) throws IOException, InterruptedException {
        podman = shared;
        System.out.println("The images are built and run by " + podman.version());
        Instant start = Instant.now();
        podman.build(IMAGES);
        System.out.printf(
                "Built in %d s%n", Duration.between(start, Instant.now()).toSeconds());
        secrets = Compose.makeSecrets(folder);
        compose = Compose.read(secrets);
        String image = compose.service("demo").get("image").toString();
        version = image.substring(image.lastIndexOf(':') + 1);
        for (String each : IMAGES) {
            System.out.printf(
                    "  %-30s %s%n",
                    "moderato/" + each,
                    podman.run("images", "--format", "{{.Size}}", "moderato/" + each)
                            .strip());
        }
    }

    @Test
    void theWholePlatformRunsTheDemoInOneContainer() throws IOException, InterruptedException {
        int port = Ports.free();
        Caller caller = new Caller(port, secrets.get("MODERATO_DEMO_API_KEY"));
        List<String> options = new ArrayList<>(confinement("demo", "moderato"));
        // the last one counts
        options.add("--memory=2g");
        options.add("--volume=moderato-data:/data");
        options.add("--env=MODERATO_PORT=" + port);
        for (String secret : List.of("MODERATO_ADMIN_PASSWORD", "MODERATO_DEMO_PASSWORD", "MODERATO_DEMO_API_KEY")) {
            options.add("--env=" + secret + "=" + secrets.get(secret));
        }
        Instant start = Instant.now();
        podman.start("moderato", options, image("moderato"), "run", "--data", "/data", "--port", "" + port, "--demo");
        untilReady("moderato", caller, start);
        untilHealthy("moderato");
        // a key that is asked for before it is made is taken as unknown for some seconds
        await().atMost(PATIENCE).until(() -> podman.run("logs", "moderato").contains("Moderato is ready after"));
        await().atMost(PATIENCE).until(() -> caller.decided() >= demoContents());
        System.out.printf("  the demo's %d contents are decided after %s%n", demoContents(), since(start));

        assertThat(podman.run("logs", "moderato"))
                .contains("moderator, moderator2")
                .doesNotContain(secrets.get("MODERATO_ADMIN_PASSWORD"));
        stops("moderato");
    }

    @Test
    void theServicesDecideTheDemoTogether() throws IOException, InterruptedException, SQLException {
        System.out.println(
                "  PostgreSQL and Kafka: the embedded ones, in this test's process, in place of compose.yaml's images");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("postgres"));
                EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            Map<String, String> servers = servers(database, kafka);
            Map<String, String> owner = new HashMap<>(servers);
            owner.put("MODERATO_DB_MIGRATION_USER", database.owner());
            owner.put("MODERATO_DB_MIGRATION_PASSWORD", database.ownerPassword());
            runToItsEnd("database-migration", owner);
            Map<String, Caller> callers = new HashMap<>();
            for (String service : SERVICES) {
                int port = Ports.free();
                callers.put(service, new Caller(port, secrets.get("MODERATO_DEMO_API_KEY")));
                Map<String, String> environment = new HashMap<>(servers);
                environment.put("MODERATO_PORT", Integer.toString(port));
                if (compose.environment(service).containsKey("MODERATO_INFERENCE_URL")) {
                    environment.put("MODERATO_INFERENCE_URL", url(callers.get("inference-service")));
                }
                Instant start = Instant.now();
                podman.start(service, options(service, environment), image(service));
                untilReady(service, callers.get(service), start);
                untilHealthy(service);
            }
            Caller api = callers.get("platform-api");
            Caller console = callers.get("admin-ui");
            String said = runToItsEnd("demo", servers, "demo", "--url", url(api));

            assertThat(said).contains(demoContents() + " contents were sent and decided.");
            assertThat(api.decided()).isGreaterThanOrEqualTo(demoContents());
            assertThat(api.post("/api/v1/moderate", """
                            {"text":"What a lovely day for a walk.","store":false}
                            """).path("outcome").asString())
                    .isEqualTo("APPROVE");
            assertThat(console.status("/login")).isEqualTo(200);
            for (String service : SERVICES) {
                Caller prometheus = new Caller(callers.get(service).port(), secrets.get("MODERATO_METRICS_TOKEN"));
                assertThat(prometheus.status("/actuator/prometheus")).isEqualTo(200);
                assertThat(callers.get(service).status("/actuator/prometheus"))
                        .as("with another key than Prometheus has")
                        .isEqualTo(403);
                System.out.printf("  %-20s resident at rest: %s MB%n", service, residentMegabytes(service));
                stops(service);
            }
        }
    }

    @Test
    void theWorkshopRunsTheShippedModel() throws IOException, InterruptedException {
        List<String> check = new ArrayList<>(List.of("run", "--rm"));
        check.addAll(Podman.limits());
        check.addAll(List.of("--network=none", "--read-only", "--cap-drop=ALL", image("workshop")));
        check.addAll(List.of("model", "check", "/opt/moderato/model"));

        assertThat(podman.run(check.toArray(String[]::new))).contains("texts");
    }

    @Test
    void imagesHoldWhatTheirProgramsNeedAndNothingElse() throws IOException, InterruptedException {
        for (String name : IMAGES) {
            String user = podman.run("inspect", "--format", "{{.User}}", image(name));
            String variables = podman.run("inspect", "--format", "{{.Config.Env}}", image(name));
            // PostgreSQL's programs become a part of the volume; a start compares them with their list
            String[] files = podman.filesOf(image(name))
                    .lines()
                    .filter(line -> !line.contains(" data/postgres/programs/"))
                    .toArray(String[]::new);

            assertThat(user.strip()).as(name).isEqualTo("10001:10001");
            assertThat(variables).as(name).doesNotContainPattern("PASSWORD|TOKEN|KEY|SECRET");
            assertThat(files).as(name).hasSizeGreaterThan(100);
            assertThat(files).as("setuid or setgid in %s", name).noneMatch(line -> line.matches("-.{2}s.*|-.{5}s.*"));
            assertThat(files)
                    .as("what others than root may change in %s", name)
                    .noneMatch(line -> line.matches("-.{7}w.*")
                            || line.startsWith("-")
                                    && !line.contains(" 0/0 ")
                                    && !line.endsWith(" data/postgres/programs.list"));
            assertThat(programs(files))
                    .as("programs of %s", name)
                    .containsExactlyInAnyOrderElementsOf(
                            name.equals("batch")
                                    ? List.of("chmod", "dash", "java", "ls", "sh")
                                    : List.of("dash", "java", "sh"));
            assertThat(files)
                    .as("secrets in %s", name)
                    .noneMatch(line -> line.matches(".*(/\\.env|metrics-token|\\.pem|\\.key|id_rsa|\\.git/?)$"));
        }
    }

    private static List<String> programs(String[] files) {
        return Stream.of(files)
                .filter(line -> line.matches("[-l].*\\b(bin|sbin)/[^/]+.*"))
                .map(line -> line.replaceFirst(" -> .*", ""))
                .map(line -> line.substring(line.lastIndexOf('/') + 1))
                .toList();
    }

    /** What a service of compose.yaml says that does its work once. */
    private static String runToItsEnd(String service, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("run", "--name=" + service, "--network=host"));
        command.addAll(Podman.limits());
        command.addAll(options(service, environment));
        command.add(image(imageOf(service)));
        command.addAll(List.of(arguments));
        podman.removeLater(service);
        return podman.run(command.toArray(String[]::new));
    }

    private static String imageOf(String service) {
        return compose.service(service).get("image").toString().replaceFirst("moderato/([^:]+):.*", "$1");
    }

    private static List<String> options(String service, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(confinement(service, imageOf(service)));
        Map<String, String> all = compose.environment(service);
        all.putAll(environment);
        all.forEach((name, value) -> options.add("--env=" + name + "=" + value));
        return options;
    }

    /** A program that starts without its cache starts slowly; here it does not start at all. */
    private static List<String> confinement(String service, String image) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(compose.confinement(service));
        options.add(
                "--env=MODERATO_JAVA_OPTS=" + podman.variable(image(image), "MODERATO_JAVA_OPTS") + " -XX:AOTMode=on");
        return options;
    }

    private static Map<String, String> servers(EmbeddedDatabase database, EmbeddedKafka kafka) throws SQLException {
        Map<String, String> servers = new HashMap<>();
        servers.put("MODERATO_DB_URL", database.jdbcUrl("moderato"));
        servers.put("MODERATO_DB_USER", database.user());
        servers.put("MODERATO_DB_PASSWORD", database.password());
        servers.put("MODERATO_KAFKA", kafka.bootstrapServers());
        kafka.clientProperties()
                .forEach((key, value) -> servers.put(
                        "SPRING_KAFKA_PROPERTIES_"
                                + key.toUpperCase(Locale.ROOT).replace('.', '_'),
                        value));
        return servers;
    }

    private static void untilReady(String container, Caller caller, Instant start) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            if (!podman.isRunning(container)) {
                throw new AssertionError(container + " ended:\n" + podman.run("logs", container));
            }
            return caller.isReady();
        });
        System.out.printf("  %-20s ready after %s%n", container, since(start));
    }

    private static void untilHealthy(String container) {
        await().atMost(PATIENCE)
                .until(() -> podman.result("healthcheck", "run", container).exit() == 0);
    }

    private static void stops(String container) throws IOException, InterruptedException {
        Instant start = Instant.now();
        podman.run("stop", "--time=60", container);
        assertThat(Duration.between(start, Instant.now()))
                .as("%s stops", container)
                .isLessThan(DRAINING);
        assertThat(podman.exitCode(container)).as("exit code of %s", container).isEqualTo(STOPPED);
        System.out.printf("  %-20s stopped within %s%n", container, since(start));
    }

    private static long residentMegabytes(String container) throws IOException, InterruptedException {
        String pid =
                podman.run("inspect", "--format", "{{.State.Pid}}", container).strip();
        try (Stream<String> lines = Files.lines(Path.of("/proc", pid, "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1000)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String since(Instant start) {
        return "%.1f s".formatted(Duration.between(start, Instant.now()).toMillis() / 1000.0);
    }

    private static String image(String name) {
        return "moderato/" + name + ":" + version;
    }

    private static String url(Caller caller) {
        return "http://127.0.0.1:" + caller.port();
    }

    private static long demoContents() throws IOException {
        try (InputStream comments =
                Objects.requireNonNull(ImagesTest.class.getResourceAsStream("/demo/comments.jsonl"))) {
            return new String(comments.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .count();
        }
    }

    @AfterEach
    void removeContainers() throws IOException, InterruptedException {
        podman.removeContainers();
    }
}
