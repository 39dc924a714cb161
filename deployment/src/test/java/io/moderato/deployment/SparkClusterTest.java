package io.moderato.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.moderato.embedded.Ports;
import io.moderato.model.folder.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The job for archives on a Spark cluster, a master and two workers, submitted by spark-submit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SparkClusterTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Path BATCH = Commands.ROOT.resolve("batch/target");
    private static final int ROWS = 3_000;
    private static final Path SHIPPED = Commands.ROOT.resolve("models/shipped");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** What spark-submit's own scripts open of Java's inside. */
    private static final List<String> OPEN = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.util.calendar");

    private final Deque<Process> processes = new ArrayDeque<>();

    @TempDir
    static Path folder;

    private String master;

    @BeforeAll
    void startCluster() throws IOException {
        // a distribution of Spark is its jars in a folder of that name
        Files.createSymbolicLink(
                Files.createDirectories(folder.resolve("spark")).resolve("jars"),
                Commands.ROOT.resolve("batch/spark/target/jars"));
        int port = Ports.free();
        master = "spark://127.0.0.1:" + port;
        spark(
                "master",
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                "" + port,
                "--webui-port",
                "0");
        for (String worker : List.of("worker-1", "worker-2")) {
            spark(
                    worker,
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    "127.0.0.1",
                    "--cores",
                    "1",
                    "--memory",
                    "1g",
                    "--webui-port",
                    "0",
                    "--work-dir",
                    folder.resolve(worker).toString(),
                    master);
        }
    }

    @AfterAll
    void stopCluster() throws InterruptedException {
        while (!processes.isEmpty()) {
            Process each = processes.pop();
            List<ProcessHandle> executors = each.descendants().toList();
            each.destroyForcibly().waitFor();
            executors.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void judgesEachRowOnceAlthoughAnExecutorIsKilled() throws IOException, InterruptedException {
        Path output = folder.resolve("out");
        Path done = folder.resolve("out.unfinished/done");
        Process submitted = submit("submit", List.of(), input(ROWS), output);

        await().atMost(PATIENCE).until(() -> countIn(done) > 0 || !submitted.isAlive());
        assertThat(submitted.isAlive()).as(log("submit")).isTrue();
        ProcessHandle killed = executor().orElseThrow();
        killed.destroyForcibly();
        assertThat(output).as("it was killed in the middle").doesNotExist();
        await().atMost(PATIENCE).until(() -> !submitted.isAlive());

        assertThat(submitted.exitValue()).as(log("submit")).isZero();
        assertThat(log("submit")).contains("%,d results in".formatted(ROWS));
        List<JsonNode> results = results(output);
        assertThat(results)
                .extracting(each -> each.path("id").asInt())
                .containsExactlyElementsOf(IntStream.range(0, ROWS).boxed().toList());
        assertThat(results)
                .allSatisfy(each -> assertThat(each.path("models").size()).isOne());
    }

    @Test
    void refusesAnExecutorThatHasAnotherModelThanTheJob() throws IOException, InterruptedException {
        Path classes = folder.resolve("other-classes");
        anotherModel(classes.resolve("io/moderato/model/shipped"));
        Path output = folder.resolve("refused");

        // the executors' own classes come first, and there the model is another one
        List<String> conf = List.of(
                "--conf",
                "spark.executor.userClassPathFirst=false",
                "--conf",
                "spark.executor.extraClassPath=" + classes);
        Process submitted = submit("submit-refused", conf, input(10), output);
        await().atMost(PATIENCE).until(() -> !submitted.isAlive());

        assertThat(submitted.exitValue()).as(log("submit-refused")).isOne();
        assertThat(log("submit-refused"))
                .contains(
                        "the jar on this executor is not the one that was submitted",
                        ModelFolder.open(SHIPPED).version());
        assertThat(output).doesNotExist();
    }

    @Test
    void bringsAModelOfOnesOwnToTheExecutors() throws IOException, InterruptedException {
        Path model = anotherModel(folder.resolve("own-model"));
        Path output = folder.resolve("by-own-model");

        Process submitted = submit("submit-model", List.of(), input(20), output, "--model", model.toString());
        await().atMost(PATIENCE).until(() -> !submitted.isAlive());

        assertThat(submitted.exitValue()).as(log("submit-model")).isZero();
        assertThat(results(output))
                .hasSize(20)
                .allSatisfy(each -> assertThat(each.path("models").path(0).asString())
                        .isEqualTo(ModelFolder.open(model).version()));
    }

    /** The shipped model with another date, which makes it another version. */
    private static Path anotherModel(Path place) throws IOException {
        Files.createDirectories(place);
        try (Stream<Path> files = Files.list(SHIPPED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, place.resolve(file.getFileName()));
            }
        }
        Path moderation = place.resolve(ModelFolder.MODERATION);
        ObjectNode json = (ObjectNode) JSON.readTree(moderation.toFile());
        Files.writeString(
                moderation, json.put("created", "2020-01-01T00:00:00Z").toString());
        return place;
    }

    private Path input(int rows) throws IOException {
        return Files.write(folder.resolve(rows + ".jsonl"), (Iterable<String>)
                IntStream.range(0, rows)
                        .mapToObj(i -> "{\"id\":%d,\"text\":\"Comment %d: the herons are back at the river.\"}"
                                .formatted(i, i))::iterator);
    }

    private static List<JsonNode> results(Path output) throws IOException {
        List<JsonNode> results = new ArrayList<>();
        try (Stream<Path> parts = Files.list(output)) {
            for (Path part : parts.filter(each -> each.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .toList()) {
                Files.readAllLines(part).forEach(line -> results.add(JSON.readTree(line)));
            }
        }
        return results;
    }

    private Process submit(String name, List<String> conf, Path input, Path output, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--master",
                master,
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.executor.memory=700m",
                "--conf",
                "spark.driver.userClassPathFirst=true",
                "--conf",
                "spark.executor.userClassPathFirst=true"));
        // the last one counts
        arguments.addAll(conf);
        arguments.addAll(List.of(
                "--class",
                "io.moderato.batch.command.Batch",
                BATCH.resolve("batch-0.1.0-SNAPSHOT-job.jar").toString(),
                "re-moderate",
                "--piece-bytes",
                "8000",
                "--input",
                input.toString(),
                "--output",
                output.toString()));
        arguments.addAll(List.of(more));
        return spark(name, "org.apache.spark.deploy.SparkSubmit", arguments.toArray(String[]::new));
    }

    private Process spark(String name, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        OPEN.forEach(each -> command.add("--add-opens=java.base/" + each + "=ALL-UNNAMED"));
        command.addAll(List.of("-Xmx600m", "-cp", folder.resolve("spark/jars") + "/*", program));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "SPARK_HOME",
                        folder.resolve("spark").toString(),
                        "SPARK_LOCAL_IP",
                        "127.0.0.1",
                        "SPARK_SCALA_VERSION",
                        "2.13"));
        processes.push(builder.start());
        return processes.peek();
    }

    private Optional<ProcessHandle> executor() {
        return processes.stream()
                .flatMap(Process::descendants)
                .filter(SparkClusterTest::isExecutor)
                .findFirst();
    }

    /** Its command is longer than what Java tells of a command. */
    private static boolean isExecutor(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .contains("CoarseGrainedExecutorBackend");
        } catch (IOException gone) {
            return false;
        }
    }

    private String log(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"));
    }

    private static long countIn(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
