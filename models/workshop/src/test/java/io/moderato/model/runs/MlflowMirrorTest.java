package io.moderato.model.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.model.runs.MlflowMirror.Pace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowMirrorTest {
    private static final Pace QUICK = new Pace(Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofSeconds(20));
    private static final Pace IMPATIENT = new Pace(Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofMillis(50));

    @TempDir
    Path folder;

    private final List<String> report = new CopyOnWriteArrayList<>();
    private TrackingServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new TrackingServer();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void tellsTheServerWhileTheRunGoesOn() throws InterruptedException {
        Run run = start();
        run.sendTo(MlflowServer.of(server.url(), Map.of()), QUICK, report::add);
        run.metric("loss", 0.75, 10);
        server.await(s -> s.runs.size() == 1 && s.onlyRun().metrics.size() == 1);
        run.metric("loss", 0.5, 20);
        server.await(s -> s.onlyRun().metrics.size() == 2);
        assertThat(server.onlyRun().status).isEqualTo("RUNNING");

        run.finish();

        assertThat(server.onlyRun().status).isEqualTo("FINISHED");
        assertThat(server.artifacts).hasSize(2);
        assertThat(report).isEmpty();
    }

    @Test
    void catchesUpWithAServerThatWasDownAtFirst() throws Exception {
        int port = server.port();
        String url = server.url();
        server.close();
        Run run = start();
        run.sendTo(MlflowServer.of(url, Map.of()), QUICK, report::add);
        run.metric("loss", 0.75, 10);
        while (report.isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(report.getFirst()).contains(url).contains("is recorded in " + folder);

        server = new TrackingServer(port);
        server.await(s -> s.runs.size() == 1 && s.onlyRun().metrics.size() == 1);
        run.fail(new IllegalStateException("no memory"));

        assertThat(server.onlyRun().status).isEqualTo("FAILED");
        assertThat(report).last().asString().contains("answers again");
    }

    @Test
    void neverWaitsLongForAServerThatDoesNotAnswer() {
        server.hang(path -> path.contains("/runs/"));
        Run run = start();
        run.sendTo(MlflowServer.of(server.url(), Map.of()), IMPATIENT, report::add);
        run.metric("loss", 0.75, 10);
        run.finish();

        assertThat(report).last().asString().contains("./moderato runs send " + folder);
        assertThat(RunRecord.read(folder).orElseThrow().status()).isEqualTo(RunStatus.FINISHED);
        server.hang(path -> false);
        try (MlflowExport export = new MlflowExport(MlflowServer.of(server.url(), Map.of()))) {
            assertThat(export.send(folder).metrics()).isEqualTo(1);
        }
    }

    @Test
    void overcomesErrorsOfTheServer() {
        server.fail(503, 503, 503, 503, 503);
        Run run = start();
        run.sendTo(MlflowServer.of(server.url(), Map.of()), QUICK, report::add);
        run.metric("loss", 0.75, 10);
        run.finish();

        try (MlflowExport export = new MlflowExport(MlflowServer.of(server.url(), Map.of()))) {
            export.send(folder);
        }
        assertThat(server.onlyRun().metrics).hasSize(1);
        assertThat(server.onlyRun().status).isEqualTo("FINISHED");
    }

    private Run start() {
        return Run.start(folder, RunKind.TRAINING, "tiny", Map.of("layers", "2"), null, false);
    }
}
