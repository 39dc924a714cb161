package io.moderato.model.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moderato.model.ModelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunTest {
    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void makeFolder() {
        folder = temp.resolve("out");
    }

    @Test
    void recordsWhatWasRunAsItGoes() throws IOException {
        Run run = start(false);
        run.metric("loss", 0.7, 10);
        run.metrics(Map.of("loss", 0.5), 20);
        run.metric("tokens/s", Double.NaN, 20);

        assertThat(MetricsFile.read(folder, 0, 10))
                .extracting(MetricsFile.Line::key, MetricsFile.Line::value, MetricsFile.Line::step)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("loss", 0.7, 10L),
                        org.assertj.core.groups.Tuple.tuple("loss", 0.5, 20L),
                        org.assertj.core.groups.Tuple.tuple("tokens/s", Double.NaN, 20L));
        assertThat(read().status()).isEqualTo(RunStatus.RUNNING);
        Files.createDirectories(folder.resolve("model/plots"));
        Files.writeString(folder.resolve("model/metrics.json"), "abc");
        Files.writeString(folder.resolve("model/plots/a.svg"), "");
        run.artifact(folder.resolve("model"));
        run.finish();

        RunRecord record = read();
        assertThat(record.status()).isEqualTo(RunStatus.FINISHED);
        assertThat(record.ended()).isAfterOrEqualTo(record.started());
        assertThat(record.parameters()).containsExactly(Map.entry("layers", "2"));
        assertThat(record.metrics().get("loss").value()).isEqualTo(0.5);
        assertThat(record.metrics().get("loss").step()).isEqualTo(20);
        assertThat(record.artifacts())
                .containsExactly(
                        new RunRecord.Artifact(
                                "model/metrics.json",
                                3,
                                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                        new RunRecord.Artifact(
                                "model/plots/a.svg",
                                0,
                                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        assertThatThrownBy(() -> run.metric("loss", 1, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsTheReasonOfAFailureAndGoesOnWithTheSameRun() {
        Run failed = start(false);
        failed.metric("loss", 0.7, 10);
        failed.fail(new ModelException("the disk is full"));
        assertThat(read().failure()).isEqualTo("the disk is full");

        try (Run resumed = start(true)) {
            assertThat(resumed.id()).isEqualTo(failed.id());
            resumed.metric("loss", 0.6, 20);
            RunRecord record = read();
            assertThat(record.status()).isEqualTo(RunStatus.RUNNING);
            assertThat(record.failure()).isNull();
            assertThat(record.started()).isEqualTo(failed.record().started());
            assertThat(record.resumed()).hasSize(1);
            assertThat(MetricsFile.read(folder, 0, 10)).hasSize(2);
            assertThat(MetricsFile.read(folder, 1, 10))
                    .extracting(MetricsFile.Line::step)
                    .containsExactly(20L);
        }
        assertThat(read().status()).isEqualTo(RunStatus.KILLED);
    }

    @Test
    void movesTheRecordOfAnotherRunAside() {
        Run first = start(false);
        first.metric("loss", 0.7, 10);
        first.finish();

        try (Run second = start(true)) {
            assertThat(second.id()).isNotEqualTo(first.id());
            assertThat(MetricsFile.read(folder, 0, 10)).isEmpty();
        }
        Path aside = folder.resolve(Run.EARLIER).resolve(first.id());
        assertThat(RunRecord.read(aside)).contains(first.record());
        assertThat(MetricsFile.read(aside, 0, 10)).hasSize(1);
    }

    @Test
    void refusesAFolderWhereARunIsUnderWay() {
        try (Run run = start(false)) {
            assertThatThrownBy(() -> start(true))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("run " + run.id() + " still works in this folder");
        }
    }

    @Test
    void findsARunWhoseProcessDiedAndGoesOnWithIt() throws Exception {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        assertThat(victim.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(victim.exitValue()).isEqualTo(Victim.EXIT);
        RunRecord found = read();
        assertThat(found.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(found.statusNow()).isEqualTo(RunStatus.KILLED);
        // half a line, which a kill in the middle of a write leaves behind
        Files.writeString(folder.resolve(MetricsFile.FILE), "{\"key\":\"lo", StandardOpenOption.APPEND);
        assertThat(list()).contains("KILLED").contains("loss=0.5000@7");

        try (Run resumed = start(true)) {
            assertThat(resumed.id()).isEqualTo(found.id());
            resumed.metric("loss", 0.4, 8);
        }
        assertThat(MetricsFile.read(folder, 0, 10))
                .extracting(MetricsFile.Line::step)
                .containsExactly(7L, 8L);
    }

    /** A process that dies in the middle of a run. */
    static final class Victim {
        static final int EXIT = 137;

        public static void main(String[] arguments) {
            Run run = Run.start(Path.of(arguments[0]), RunKind.TRAINING, "victim", Map.of(), null, false);
            run.metric("loss", 0.5, 7);
            run.artifact(Path.of(arguments[0]).resolve(MetricsFile.FILE));
            Runtime.getRuntime().halt(EXIT);
        }
    }

    @Test
    void refusesArtifactsOutsideItsFolderAndMetricsWithoutAName() {
        try (Run run = start(false)) {
            assertThatThrownBy(() -> run.artifact(temp))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("outside");
            assertThatThrownBy(() -> run.metric("", 1, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void namesARecordThatIsNone() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(RunRecord.FILE), "{\"format\": 1}");

        assertThatThrownBy(() -> start(true))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("run.json: is not a run record");
        assertThat(list()).contains("is not a run record");
    }

    @Test
    void knowsWhichCodeItIs() {
        Properties properties = new Properties();
        assertThat(CodeVersion.of(properties)).isEqualTo(new CodeVersion("unknown", "unknown", false));
        properties.setProperty("git.commit.id.full", "abc");
        properties.setProperty("git.dirty", "true");
        assertThat(CodeVersion.of(properties).describe()).isEqualTo("abc-dirty");
        assertThat(CodeVersion.current().commit()).matches("[0-9a-f]{40}|unknown");
    }

    private String list() {
        StringWriter out = new StringWriter();
        new CommandLine(new RunsCommand()).setOut(new PrintWriter(out)).execute("list", temp.toString());
        return out.toString();
    }

    private Run start(boolean resume) {
        return Run.start(folder, RunKind.TRAINING, "tiny", Map.of("layers", "2"), null, resume);
    }

    private RunRecord read() {
        return RunRecord.read(folder).orElseThrow();
    }

    @Test
    void listsRunsByTheirStart() {
        start(false).finish();
        Run.start(temp.resolve("second"), RunKind.EVALUATION, "other", Map.of(), null, false)
                .finish();

        List<String> lines = list().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).contains("TRAINING", "FINISHED", "tiny");
        assertThat(lines.get(2)).contains("EVALUATION", "other");
    }
}
