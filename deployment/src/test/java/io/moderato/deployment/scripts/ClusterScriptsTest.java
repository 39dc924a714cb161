package io.moderato.deployment.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.moderato.deployment.kubernetes.Tools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An installation, an upgrade and the way back, step by step, each of which may fail. The cluster and its API are played. */
class ClusterScriptsTest {
    private static final Path PRODUCTION = Tools.root().resolve("deployment/kubernetes/overlays/production");
    private static final Map<String, String> WITH_KEY = Map.of("MODERATO_API_KEY", "the-key");
    private static final String REST =
            "apply -f FILE -l app.kubernetes.io/name notin (inference-service,platform-api,admin-ui,database-migration)";

    @TempDir
    Path folder;

    private final List<String> called = new CopyOnWriteArrayList<>();
    private PlayedCluster cluster;
    private HttpServer api;
    private int moderates = 200;

    @BeforeEach
    void start() throws IOException {
        cluster = new PlayedCluster(folder);
        for (String secret : List.of("moderato-postgresql", "moderato-kafka", "moderato-tokens", "moderato-metrics")) {
            cluster.secret(secret, "a", "b");
        }
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            called.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            boolean ready = exchange.getRequestURI().getPath().startsWith("/actuator");
            byte[] answer =
                    (ready ? "{\"status\":\"UP\"}" : "{\"outcome\":\"APPROVE\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(ready ? 200 : moderates, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        api.start();
        cluster.apiAt(api.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        api.stop(0);
    }

    @Test
    void installsInOrderAndModeratesAText() throws IOException {
        cluster.answer("absent", "get deployment platform-api", 1, "");

        String said = cluster.run("deploy", WITH_KEY, PRODUCTION).orFail();

        assertThat(cluster.asked())
                .containsSubsequence(
                        REST,
                        "delete job database-migration --ignore-not-found --wait",
                        "apply -f FILE -l app.kubernetes.io/name=database-migration",
                        "get job database-migration -o jsonpath={.status.succeeded}/{.status.failed}",
                        "apply -f FILE -l app.kubernetes.io/name=inference-service",
                        "rollout status deployment/inference-service --timeout=10m",
                        "apply -f FILE -l app.kubernetes.io/name=platform-api",
                        "rollout status deployment/platform-api --timeout=10m",
                        "apply -f FILE -l app.kubernetes.io/name=admin-ui",
                        "rollout status deployment/admin-ui --timeout=10m",
                        "port-forward service/platform-api :8080");
        assertThat(called)
                .satisfiesExactly(
                        ready -> assertThat(ready).startsWith("GET /actuator/health/readiness"),
                        text -> assertThat(text).startsWith("POST /api/v1/moderate Bearer the-key {\"text\":"));
        assertThat(said).contains("The API is ready, and it moderated a text.", "Moderato runs in moderato");
        assertThat(said).doesNotContain("the-key");
    }

    @Test
    void installsOnlyOnce() throws IOException {
        assertThat(refused("deploy", Map.of(), PRODUCTION)).contains("runs in moderato already", "scripts/upgrade");
        assertThat(cluster.asked()).noneMatch(asked -> asked.startsWith("apply"));
    }

    @Test
    void upgradesAfterTheMigration() throws IOException {
        cluster.answer("images", "get deployment inference-service", 0, "  moderato/inference-service:1\n");

        String said = cluster.run("upgrade", WITH_KEY, PRODUCTION, "--have-copy", "--timeout", "5m")
                .orFail();

        assertThat(said).contains("Until now:\n  moderato/inference-service:1", "Upgraded.");
        assertThat(cluster.asked())
                .containsSubsequence(
                        "apply -f FILE -l app.kubernetes.io/name=database-migration",
                        REST,
                        "rollout status deployment/inference-service --timeout=5m",
                        "rollout status deployment/platform-api --timeout=5m",
                        "rollout status deployment/admin-ui --timeout=5m");
    }

    @Test
    void upgradesOnlyWithACopyAndAKey() throws IOException {
        assertThat(refused("upgrade", WITH_KEY, PRODUCTION)).contains("Make a copy of the database first");
        assertThat(refused("upgrade", Map.of(), PRODUCTION, "--have-copy")).contains("MODERATO_API_KEY");
        assertThat(cluster.asked()).isEmpty();
    }

    @Test
    void stopsWhereTheMigrationFails() throws IOException {
        cluster.answer("job", "get job database-migration", 0, "/1");
        cluster.answer("log", "logs job/database-migration", 0, "The role moderato_owner cannot log in");

        assertThat(refused("upgrade", WITH_KEY, PRODUCTION, "--have-copy"))
                .contains("The role moderato_owner cannot log in", "The old pods go on", "roll-back");
        assertThat(cluster.asked()).noneMatch(asked -> asked.startsWith("rollout"));
    }

    @Test
    void stopsWhereAServiceDoesNotBecomeReady() throws IOException {
        cluster.answer("slow", "rollout status deployment/platform-api", 1, "");

        assertThat(refused("upgrade", WITH_KEY, PRODUCTION, "--have-copy"))
                .contains("platform-api is not ready", "logs -l app.kubernetes.io/name=platform-api", "roll-back");
        assertThat(cluster.asked())
                .contains("rollout status deployment/inference-service --timeout=10m")
                .noneMatch(asked -> asked.contains("admin-ui") && asked.startsWith("rollout"));
    }

    @Test
    void saysWhenNoTextIsModerated() throws IOException {
        moderates = 503;

        assertThat(refused("upgrade", WITH_KEY, PRODUCTION, "--have-copy"))
                .contains("A text was not moderated (status 503)");
    }

    @Test
    void goesBackInTheOtherOrder() throws IOException {
        String said = cluster.run("roll-back", WITH_KEY, PRODUCTION).orFail();

        assertThat(said).contains("Back to the version of");
        assertThat(cluster.asked())
                .containsSubsequence(
                        "apply -f FILE -l app.kubernetes.io/name=database-migration",
                        "rollout status deployment/admin-ui --timeout=10m",
                        "rollout status deployment/platform-api --timeout=10m",
                        "rollout status deployment/inference-service --timeout=10m");
    }

    @Test
    void doesNotGoBackToAProgramThatDoesNotFitTheDatabase() throws IOException {
        cluster.answer("job", "get job database-migration", 0, "/1");
        cluster.answer("log", "logs job/database-migration", 0, "A later version of Moderato has changed");

        assertThat(refused("roll-back", WITH_KEY, PRODUCTION))
                .contains("A later version of Moderato has changed", "nothing was changed", "scripts/restore or load");
        assertThat(cluster.asked())
                .as("nothing but the question")
                .filteredOn(asked -> asked.startsWith("apply") || asked.startsWith("rollout"))
                .containsExactly("apply -f FILE -l app.kubernetes.io/name=database-migration");
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertThat(refused("deploy", Map.of(), folder)).contains("There is no kustomization.yaml in");
        assertThat(refused("deploy", Map.of())).contains("Say which folder");
        assertThat(refused("deploy", Map.of("KUBECTL", "/nowhere/kubectl"), PRODUCTION))
                .contains("/nowhere/kubectl is missing");
        cluster.answer("namespace", "get namespace", 1, "");
        assertThat(refused("deploy", Map.of(), PRODUCTION)).contains("kubectl create namespace moderato");
        cluster.answer("version", "version", 1, "");
        assertThat(refused("deploy", Map.of(), PRODUCTION)).contains("The cluster does not answer");
        cluster.answerAsUsual("version");
        cluster.answerAsUsual("namespace");
        cluster.answer("secret", "get secret moderato-kafka", 1, "");
        assertThat(refused("deploy", Map.of(), PRODUCTION)).contains("The secret moderato-kafka is missing");
        cluster.answerAsUsual("secret");
        cluster.answer("absent", "get deployment platform-api", 1, "");
        assertThat(refused("deploy", Map.of(), PRODUCTION, "--namespace", "elsewhere"))
                .contains("is not for the namespace elsewhere");
    }

    private String refused(String script, Map<String, String> environment, Object... arguments) {
        Tools.Answer answer = cluster.run(script, environment, arguments);
        assertThat(answer.status()).as(answer.output()).isEqualTo(1);
        return answer.errors();
    }
}
