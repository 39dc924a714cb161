package io.moderato.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.moderato.deployment.kubernetes.Tools;
import io.moderato.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The image for archives: in one process, and as driver and executors, which Spark's own code for Kubernetes starts from our manifest. There is
 * no operator here: the test gives the manifest to Spark's submission, which makes the driver's pod as it does in Apache's operator.
 */
@ExtendWith(SharedPodman.class)
class SparkOnKubernetesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int ROWS = 400;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    static Path folder;

    private static Podman podman;

    @BeforeAll
    static void build(Podman shared) throws IOException, InterruptedException {
        podman = shared;
        podman.build(List.of("batch"));
    }

    @Test
    void judgesAFileInOneProcessThatMayWriteNowhereElse() throws IOException, InterruptedException {
        Path archive = archive(folder.resolve("alone"));
        List<String> command = new ArrayList<>(List.of("run", "--name=alone", "--network=none"));
        command.addAll(Podman.limits());
        command.addAll(List.of("--read-only", "--read-only-tmpfs=false", "--cap-drop=ALL"));
        command.addAll(List.of("--security-opt=no-new-privileges", "--memory=1500m"));
        command.add("--tmpfs=/tmp:size=256m,mode=1777,noexec,nosuid,nodev");
        command.add("--volume=" + archive + ":/archive");
        command.addAll(List.of(image(), "re-moderate", "--written", "PARQUET"));
        command.addAll(List.of("--input", "/archive/input", "--output", "/archive/results"));
        podman.removeLater("alone");

        assertThat(podman.run(command.toArray(String[]::new))).contains(ROWS + " results in /archive/results");
        assertThat(archive.resolve("results/part-00000.parquet")).isNotEmptyFile();
    }

    @Test
    void judgesTheArchiveOfTheManifestAlthoughAnExecutorIsLost() throws IOException, InterruptedException {
        Path archive = archive(folder.resolve("moderato-archive"));
        List<JsonNode> objects = manifest();
        try (PlayedKubernetes kubernetes = new PlayedKubernetes(podman, folder)) {
            submit(object(objects, "SparkApplication"), kubernetes.url());
            // what the submission asked is the operator's affair
            kubernetes.asked();
            kubernetes.goOn();
            String driver = kubernetes.pods().iterator().next();
            goOnUntil(kubernetes, driver, () -> kubernetes.pods().size() == 3);
            assertThat(podman.isRunning(driver)).as(podman.run("logs", driver)).isTrue();
            String executor = kubernetes.pods().stream()
                    .filter(each -> !each.equals(driver))
                    .findFirst()
                    .orElseThrow();
            podman.run("kill", executor);
            goOnUntil(kubernetes, driver, () -> false);

            String said = podman.run("logs", driver);
            assertThat(podman.exitCode(driver)).as(said).isZero();
            assertThat(said).contains(ROWS + " results in /archive/results");
            assertThat(ids(archive.resolve("results")))
                    .containsExactlyElementsOf(IntStream.range(0, ROWS).boxed().toList());
            assertThat(kubernetes.pods())
                    .as("a driver, two executors, and one for the lost one")
                    .hasSize(4);
            assertThat(kubernetes.asked())
                    .as("the driver asks what its Role allows, and the Role allows nothing else")
                    .isEqualTo(allowed(object(objects, "Role")));
        }
    }

    private static void goOnUntil(PlayedKubernetes kubernetes, String driver, Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            kubernetes.goOn();
            return condition.call() || !podman.isRunning(driver);
        });
    }

    private static List<JsonNode> manifest() {
        String yaml = Tools.run(
                        Tools.kubectl(), Map.of(), "kustomize", Tools.root().resolve("deployment/kubernetes/batch"))
                .orFail();
        return YAMLMapper.builder()
                .build()
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(yaml)
                .readAll();
    }

    private static JsonNode object(List<JsonNode> objects, String kind) {
        return objects.stream()
                .filter(each -> each.path("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> allowed(JsonNode role) {
        Set<String> allowed = new TreeSet<>();
        for (PolicyRule rule :
                YAMLMapper.builder().build().treeToValue(role, Role.class).getRules()) {
            rule.getResources()
                    .forEach(resource -> rule.getVerbs().forEach(verb -> allowed.add(verb + " " + resource)));
        }
        return allowed;
    }

    /** Does what the operator does with an application (its SparkAppSubmissionWorker), with two settings for all pods on one machine. */
    private static void submit(JsonNode application, String api) throws IOException, InterruptedException {
        ObjectNode conf = (ObjectNode) application.at("/spec/sparkConf");
        conf.put(
                "spark.kubernetes.namespace",
                application.at("/metadata/namespace").asString());
        conf.put("spark.app.name", application.at("/metadata/name").asString());
        conf.put("spark.kubernetes.executor.useDriverPodIP", "true");
        conf.put("spark.kubernetes.driver.podTemplateFile", template(application, "driver"));
        conf.put("spark.kubernetes.executor.podTemplateFile", template(application, "executor"));
        conf.put("spark.kubernetes.submission.waitAppCompletion", "false");
        conf.put("spark.kubernetes.driver.master", api);
        // the pods of a cluster have an address each
        conf.put("spark.driver.port", "" + Ports.free());
        conf.put("spark.blockManager.port", "0");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx400m", "-cp", classPath("jars") + ":" + classPath("kubernetes")));
        command.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--deploy-mode", "cluster"));
        command.addAll(List.of("--master", "k8s://" + api));
        conf.properties()
                .forEach(each -> command.addAll(
                        List.of("--conf", each.getKey() + "=" + each.getValue().asString())));
        command.addAll(List.of("--class", application.at("/spec/mainClass").asString(), "spark-internal"));
        application.at("/spec/driverArgs").forEach(each -> command.add(each.asString()));
        // several pieces, although the archive is small
        command.addAll(List.of("--piece-bytes", "8000"));
        Commands.run(command, Map.of("SPARK_LOCAL_IP", "127.0.0.1")).orFail("spark-submit");
    }

    private static String classPath(String name) {
        return Commands.ROOT.resolve("batch/spark/target").resolve(name) + "/*";
    }

    private static String template(JsonNode application, String role) throws IOException {
        ObjectNode pod = (ObjectNode) application.at("/spec/" + role + "Spec/podTemplateSpec");
        pod.put("apiVersion", "v1").put("kind", "Pod");
        return Files.writeString(folder.resolve(role + ".json"), pod.toString()).toString();
    }

    private static Path archive(Path place) throws IOException, InterruptedException {
        Files.createDirectories(place.resolve("input"));
        Files.write(place.resolve("input/some.jsonl"), (Iterable<String>)
                IntStream.range(0, ROWS)
                        .mapToObj(i -> "{\"id\":%d,\"text\":\"Comment %d: the herons are back at the river.\"}"
                                .formatted(i, i))::iterator);
        // the image's user, as fsGroup would have it
        Commands.run(List.of("chown", "-R", "10001:10001", place.toString()), Map.of())
                .orFail("chown");
        return place;
    }

    private static List<Integer> ids(Path results) throws IOException {
        List<Integer> ids = new ArrayList<>();
        try (Stream<Path> parts = Files.list(results)) {
            for (Path part : parts.filter(each -> each.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .toList()) {
                Files.readAllLines(part)
                        .forEach(line -> ids.add(JSON.readTree(line).path("id").asInt()));
            }
        }
        return ids;
    }

    private static String image() throws IOException {
        return object(manifest(), "SparkApplication")
                .at("/spec/sparkConf")
                .path("spark.kubernetes.container.image")
                .asString();
    }

    @AfterEach
    void removeContainers() throws IOException, InterruptedException {
        podman.removeContainers();
    }
}
