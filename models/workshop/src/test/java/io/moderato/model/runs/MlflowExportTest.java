package io.moderato.model.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.model.ModelException;
import io.moderato.model.runs.TrackingServer.TrackedRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MlflowExportTest {
    private static final String ROOT = "1/run1/artifacts/";

    @TempDir
    Path temp;

    private TrackingServer server;
    private Path folder;

    @BeforeEach
    void startServer() throws IOException {
        server = new TrackingServer();
        folder = temp.resolve("out");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void sendsARunWithEverythingThatBelongsToIt() throws IOException {
        Run run = start(Map.of("layers", "2", "odd=name", "x"));
        run.metric("loss", 0.75, 10);
        run.metric("validation/auc", 0.9, 20);
        artifact(run, "model/metrics.json", "{}");
        artifact(run, "model/a plot ü.svg", "<svg/>");
        run.finish();

        MlflowExport.Sent sent = send();

        assertThat(sent).isEqualTo(new MlflowExport.Sent("run1", 2, 2, 4, java.util.List.of()));
        TrackedRun tracked = server.onlyRun();
        assertThat(server.experiments).containsOnlyKeys("moderato");
        assertThat(tracked.name).isEqualTo("tiny");
        assertThat(tracked.status).isEqualTo("FINISHED");
        assertThat(tracked.started).isEqualTo(run.record().started().toEpochMilli());
        assertThat(tracked.ended).isEqualTo(run.record().ended().toEpochMilli());
        assertThat(tracked.parameters).containsOnly(Map.entry("layers", "2"), Map.entry("odd_name", "x"));
        assertThat(tracked.tags)
                .containsEntry("moderato.run_id", run.id())
                .containsEntry("moderato.kind", "TRAINING")
                .containsEntry("moderato.code_version", run.record().code().describe());
        assertThat(tracked.metrics).hasSize(2);
        assertThat(tracked.metrics.get(0).path("key").asString()).isEqualTo("loss");
        assertThat(tracked.metrics.get(0).path("value").asDouble()).isEqualTo(0.75);
        assertThat(tracked.metrics.get(0).path("step").asString()).isEqualTo("10");
        assertThat(tracked.metrics.get(0).path("timestamp").asLong())
                .isEqualTo(MetricsFile.read(folder, 0, 1).getFirst().time().toEpochMilli());
        assertThat(server.artifacts)
                .containsOnlyKeys(
                        ROOT + "model/metrics.json",
                        ROOT + "model/a plot ü.svg",
                        ROOT + "run.json",
                        ROOT + "metrics.jsonl");
        assertThat(new String(server.artifacts.get(ROOT + "model/a plot ü.svg"), StandardCharsets.UTF_8))
                .isEqualTo("<svg/>");
    }

    @Test
    void sendsNothingTwice() {
        Run run = start(Map.of("layers", "2"));
        run.metric("loss", 0.75, 10);
        send();
        int before = server.requests("/api/2.0/mlflow/runs/log-batch").size();

        assertThat(send()).isEqualTo(new MlflowExport.Sent("run1", 0, 0, 0, java.util.List.of()));
        assertThat(server.requests("/api/2.0/mlflow/runs/log-batch")).hasSize(before);

        run.metric("loss", 0.5, 20);
        run.finish();
        assertThat(send().metrics()).isEqualTo(1);
        assertThat(send()).isEqualTo(new MlflowExport.Sent("run1", 0, 0, 0, java.util.List.of()));
        assertThat(server.onlyRun().metrics).hasSize(2);
        assertThat(server.artifacts).containsOnlyKeys(ROOT + "run.json", ROOT + "metrics.jsonl");
    }

    @Test
    void keepsToTheLimitsOfTheProtocol() {
        Map<String, String> parameters = new LinkedHashMap<>();
        IntStream.range(0, 230).forEach(i -> parameters.put("p" + i, "v" + i));
        parameters.put("long", "x".repeat(7000));
        Run run = start(parameters);
        IntStream.range(0, 2500).forEach(i -> run.metric("loss", i, i));
        run.metric("not a number", Double.NaN, 1);
        run.finish();

        send();

        TrackedRun tracked = server.onlyRun();
        assertThat(tracked.parameters).hasSize(231).containsEntry("p229", "v229");
        assertThat(tracked.parameters.get("long")).hasSize(6000).endsWith("…");
        assertThat(tracked.metrics).hasSize(2501);
        assertThat(tracked.metrics)
                .extracting(metric -> metric.path("step").asLong(0))
                .contains(0L, 999L, 2499L);
        assertThat(tracked.metrics.getLast().path("value").asString()).isEqualTo("NaN");
        assertThat(tracked.tags).containsEntry("moderato.metrics_sent", "2501");
    }

    @Test
    void goesOnWhereAFailureStoppedIt() {
        Run run = start(Map.of());
        IntStream.range(0, 1500).forEach(i -> run.metric("loss", i, i));
        run.finish();
        send();
        server.runs.values().forEach(tracked -> {
            // as if the second request of the metrics had never arrived
            tracked.metrics.subList(999, 1500).clear();
            tracked.tags.put("moderato.metrics_sent", "999");
            tracked.status = "RUNNING";
        });

        assertThat(send().metrics()).isEqualTo(501);
        assertThat(server.onlyRun().metrics)
                .extracting(metric -> metric.path("value").asInt(0))
                .containsExactly(IntStream.range(0, 1500).boxed().toArray(Integer[]::new));
        assertThat(server.onlyRun().status).isEqualTo("FINISHED");
    }

    @Test
    void triesAgainAfterAnErrorOfTheServer() {
        start(Map.of()).finish();
        server.fail(503, 500);

        assertThat(send().run()).isEqualTo("run1");

        server.fail(500, 500, 500, 500, 500, 500);
        assertThatThrownBy(this::send)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("MLflow at " + server.url())
                .hasMessageContaining("500");
    }

    @Test
    void triesAgainToSendAnArtifactButNotOneThatIsRefused() {
        start(Map.of()).finish();
        server.failArtifacts(503, 500);
        assertThat(send().artifacts()).isEqualTo(2);

        Run.start(folder, RunKind.TRAINING, "second", Map.of(), null, false).finish();
        server.failArtifacts(403);
        assertThatThrownBy(this::send)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("artifact metrics.jsonl: status 403");
        assertThat(send().artifacts()).isEqualTo(2);
    }

    @Test
    void resumesTheSameRunThereToo() {
        Run failed = start(Map.of("layers", "2"));
        failed.fail(new IllegalStateException("the disk is full"));
        send();
        assertThat(server.onlyRun().status).isEqualTo("FAILED");

        try (Run resumed = Run.start(folder, RunKind.TRAINING, "tiny", Map.of("layers", "3"), null, true)) {
            send();
            assertThat(server.onlyRun().status).isEqualTo("RUNNING");
            assertThat(server.onlyRun().ended).isZero();
            assertThat(server.onlyRun().parameters).containsOnly(Map.entry("layers", "2"));
        }
        send();
        assertThat(server.onlyRun().status).isEqualTo("KILLED");
    }

    @Test
    void leavesArtifactsThatTheServerDoesNotServeAndSaysSo() throws IOException {
        server.artifactScheme = "s3://bucket/";
        Run run = start(Map.of());
        artifact(run, "model/metrics.json", "{}");
        run.finish();

        assertThat(send().notes()).singleElement().asString().contains("s3://bucket/1/run1/artifacts");
        assertThat(server.artifacts).isEmpty();
        assertThat(server.onlyRun().status).isEqualTo("FINISHED");
    }

    @Test
    void sendsArtifactsToTheServerThatTheirAddressNames() throws IOException {
        try (TrackingServer other = new TrackingServer()) {
            server.artifactScheme = "mlflow-artifacts://127.0.0.1:" + other.port() + "/store/";
            start(Map.of()).finish();
            send();

            assertThat(other.artifacts).containsKey("store/" + ROOT + "run.json");
        }
    }

    @Test
    void authenticatesAsTheEnvironmentSays() {
        start(Map.of()).finish();
        send(MlflowServer.of(server.url() + "/", Map.of("MLFLOW_TRACKING_TOKEN", "secret")));
        assertThat(server.requests)
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.authorization()).isEqualTo("Bearer secret"));
        assertThat(server.artifacts).isNotEmpty();

        server.requests.clear();
        Map<String, String> environment = Map.of(
                "MLFLOW_TRACKING_USERNAME", "ann",
                "MLFLOW_TRACKING_PASSWORD", "pass",
                "MLFLOW_EXPERIMENT_NAME", "their own");
        send(MlflowServer.of(server.url(), environment));
        String basic = "Basic " + Base64.getEncoder().encodeToString("ann:pass".getBytes(StandardCharsets.UTF_8));
        assertThat(server.requests)
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.authorization()).isEqualTo(basic));
        assertThat(server.experiments).containsKey("their own");
    }

    @Test
    void refusesWhatIsNoServer() {
        assertThatThrownBy(() -> MlflowServer.of("localhost:5000", Map.of())).isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> MlflowServer.of("file:///mlruns", Map.of())).isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> MlflowServer.of("http://[", Map.of())).isInstanceOf(ModelException.class);
    }

    @Test
    void sendsRunsFromTheCommandLineWhenTheServerIsBack() throws IOException {
        start(Map.of()).finish();
        Run.start(temp.resolve("other"), RunKind.EVALUATION, "other", Map.of(), null, false)
                .finish();
        int port = server.port();
        server.close();
        assertThat(command("send", temp.toString(), "--mlflow", "http://127.0.0.1:" + port))
                .startsWith("1")
                .contains("MLflow at http://127.0.0.1:" + port);

        server = new TrackingServer(port);
        assertThat(command("send", temp.toString(), "--mlflow", server.url()))
                .startsWith("0")
                .contains("got 0 parameters, 0 metrics, 2 artifacts");
        assertThat(server.runs.values()).extracting(run -> run.name).containsExactlyInAnyOrder("tiny", "other");
    }

    private static String command(String... arguments) {
        StringWriter out = new StringWriter();
        int exit =
                new CommandLine(new RunsCommand()).setOut(new PrintWriter(out)).execute(arguments);
        return exit + "\n" + out;
    }

    private Run start(Map<String, String> parameters) {
        return Run.start(folder, RunKind.TRAINING, "tiny", parameters, null, false);
    }

    private void artifact(Run run, String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        run.artifact(file);
    }

    private MlflowExport.Sent send() {
        return send(MlflowServer.of(server.url(), Map.of()));
    }

    private MlflowExport.Sent send(MlflowServer to) {
        try (MlflowExport export = new MlflowExport(to)) {
            return export.send(folder);
        }
    }
}
