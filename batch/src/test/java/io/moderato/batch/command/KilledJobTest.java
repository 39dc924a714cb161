package io.moderato.batch.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that is killed in the middle leaves no output; the same command does what is left, and each row has one result. */
class KilledJobTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int ROWS = 60_000;

    @TempDir
    Path folder;

    @Test
    void goesOnWhereItWas() throws IOException, InterruptedException {
        Path input = ArchiveFiles.lines(folder.resolve("in.jsonl"), ROWS);
        Path output = folder.resolve("out");
        Path done = folder.resolve("out.unfinished/done");

        Process first = start(input, output);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> partsIn(done) >= 5 || !first.isAlive());
        first.destroyForcibly().waitFor();
        assertThat(output).doesNotExist();
        Map<Path, FileTime> before = times(done);
        assertThat(before).isNotEmpty();

        Process second = start(input, output);
        await().atMost(PATIENCE).until(() -> {
            if (Files.exists(done)) {
                // what was done is not done again
                times(done).forEach((file, time) -> assertThat(time).isEqualTo(before.getOrDefault(file, time)));
            }
            return !second.isAlive();
        });

        assertThat(second.exitValue()).isZero();
        assertThat(Files.readString(folder.resolve("log"))).contains("of which");
        assertThat(ArchiveFiles.results(output).stream()
                        .map(line -> line.path("id").asInt()))
                .containsExactlyElementsOf(IntStream.range(0, ROWS).boxed().toList());
        assertThat(folder.resolve("out.unfinished")).doesNotExist();
    }

    private Process start(Path input, Path output) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("--enable-native"))
                .forEach(command::add);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Batch.class.getName(),
                "re-moderate",
                "--rules-only",
                "--cores",
                "1",
                "--piece-bytes",
                "50000",
                "--input",
                input.toString(),
                "--output",
                output.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private static int partsIn(Path folder) throws IOException {
        return Files.exists(folder) ? times(folder).size() : 0;
    }

    private static Map<Path, FileTime> times(Path folder) throws IOException {
        Map<Path, FileTime> times = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                times.put(each, Files.getLastModifiedTime(each));
            }
        } catch (NoSuchFileException published) {
            // the job has just ended
        }
        return times;
    }
}
