package io.moderato.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.moderato.deployment.kubernetes.Manifests.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The chart: by default the overlay for production, object by object, and each value changes what it says. */
class HelmChartTest {
    @TempDir
    Path folder;

    @Test
    void hasNothingThatHelmWarnsOf() {
        assertThat(Tools.helm("lint", "--strict", Tools.kubernetes("chart")).orFail())
                .contains("0 chart(s) failed")
                .doesNotContain("[WARNING]");
        LintResult byHelm3 = new Helm(Tools.kubernetes("chart")).lint().strict().call();
        assertThat(byHelm3.isFailed()).isFalse();
        assertThat(byHelm3.getMessages()).noneMatch(message -> message.contains("[WARNING]"));
    }

    @Test
    void isTheOverlayForProductionByDefault() {
        assertThat(comparable(Build.CHART.make())).isEqualTo(comparable(Build.PRODUCTION.make()));
    }

    @Test
    void isTheSameByHelm3() {
        Map<String, JsonNode> byHelm4 = comparable(Build.CHART.make());
        // this library does not print hooks
        byHelm4.remove("Job database-migration");
        Manifests byHelm3 = Manifests.parse(new Helm(Tools.kubernetes("chart"))
                .template()
                .withName("moderato")
                .withKubeVersion("1.35.0")
                .call());

        assertThat(comparable(byHelm3)).isEqualTo(byHelm4);
    }

    @Test
    void migratesTheDatabaseBeforeAnythingElse() {
        JsonNode annotations =
                Build.CHART.make().tree("Job", "database-migration").at("/metadata/annotations");

        assertThat(annotations.path("helm.sh/hook").asString()).isEqualTo("pre-install,pre-upgrade");
        assertThat(annotations.path("helm.sh/hook-delete-policy").asString()).isEqualTo("before-hook-creation");
        assertThat(Build.CHART.make().workload("database-migration").container().getEnvFrom())
                .as("the hook runs before the settings are there")
                .isEmpty();
    }

    @Test
    void takesImagesFromWhereItIsTold() {
        Manifests manifests = Manifests.ofChart(
                "--set", "image.registry=registry.example.com,image.tag=1.2.3,image.pullPolicy=Always");

        assertThat(manifests.workloads())
                .extracting(workload -> workload.container().getImage())
                .contains(
                        "registry.example.com/moderato/platform-api:1.2.3",
                        "registry.example.com/moderato/inference-service:1.2.3",
                        "registry.example.com/moderato/admin-ui:1.2.3");
        assertThat(manifests.workloads())
                .allSatisfy(workload ->
                        assertThat(workload.container().getImagePullPolicy()).isEqualTo("Always"));
    }

    @Test
    void hasTheNumberOfPodsThatItIsToldWithoutAutoscaling() {
        Manifests manifests = Manifests.ofChart(
                "--set", "platformApi.autoscaling.enabled=false,platformApi.replicas=5",
                "--set", "inferenceService.autoscaling.enabled=false,inferenceService.replicas=4",
                "--set", "adminUi.replicas=1");

        assertThat(manifests.all(Deployment.class).stream()
                        .collect(Collectors.toMap(
                                deployment -> deployment.getMetadata().getName(),
                                deployment -> deployment.getSpec().getReplicas())))
                .isEqualTo(Map.of("platform-api", 5, "inference-service", 4, "admin-ui", 1));
        assertThat(kinds(manifests)).doesNotContain("HorizontalPodAutoscaler", "ScaledObject", "TriggerAuthentication");
    }

    @ParameterizedTest
    @CsvSource({
        "monitoring.enabled=false, ServiceMonitor",
        "monitoring.enabled=false, PrometheusRule",
        "networkPolicies.enabled=false, NetworkPolicy",
        "ingress.enabled=false, Ingress",
        "inferenceService.autoscaling.enabled=false, ScaledObject",
        "platformApi.autoscaling.enabled=false, HorizontalPodAutoscaler",
    })
    void leavesOutWhatIsTurnedOff(String value, String kind) {
        assertThat(kinds(Build.CHART.make())).contains(kind);
        assertThat(kinds(Manifests.ofChart("--set", value))).doesNotContain(kind);
    }

    @Test
    void readsSecretsByTheNamesThatItIsTold() {
        String names = List.of("postgresql", "kafka", "metrics", "tokens", "admin").stream()
                .map(name -> "secrets." + name + "=other-" + name)
                .collect(Collectors.joining(","));
        String rendered = Tools.helm("template", "moderato", Tools.kubernetes("chart"), "--set", names)
                .orFail();

        assertThat(rendered.lines().filter(line -> line.matches(".*name: moderato-(postgresql|metrics|tokens|admin)")))
                .isEmpty();
        assertThat(rendered.lines().filter(line -> line.endsWith(": other-kafka")))
                .as("four variables of two services, and four of KEDA's")
                .hasSize(12);
    }

    @Test
    void putsValuesWhereTheyBelong() throws IOException {
        Path values = Files.writeString(folder.resolve("values.yaml"), """
                settings:
                  MODERATO_MAX_TEXT: 128KB
                podSpec:
                  imagePullSecrets: [{name: registry}]
                  nodeSelector: {disk: ssd}
                platformApi:
                  extraEnv:
                    - {name: MODERATO_WEBHOOK_ALLOWED_HOSTS, value: receiver.internal}
                inferenceService:
                  resources: {requests: {cpu: "3", memory: 3Gi}, limits: {cpu: "3", memory: 3Gi}}
                ingress:
                  className: haproxy
                  api: {host: api.example.org, tls: []}
                networkPolicies:
                  toKafka: {to: [{ipBlock: {cidr: 192.168.7.0/24}}], ports: [{protocol: TCP, port: 9094}]}
                monitoring:
                  labels: {release: prometheus}
                """);
        Manifests manifests = Manifests.ofChart("--values", values);

        assertThat(manifests.one(ConfigMap.class, "moderato-settings").getData())
                .containsEntry("MODERATO_MAX_TEXT", "128KB")
                .containsEntry("MODERATO_PARTITIONS", "12");
        assertThat(manifests.workloads()).hasSize(4).allSatisfy(workload -> {
            assertThat(workload.template().getSpec().getImagePullSecrets())
                    .extracting("name")
                    .containsExactly("registry");
            assertThat(workload.template().getSpec().getNodeSelector()).containsEntry("disk", "ssd");
        });
        assertThat(variables(manifests.workload("platform-api"))).contains("MODERATO_WEBHOOK_ALLOWED_HOSTS");
        assertThat(variables(manifests.workload("admin-ui"))).doesNotContain("MODERATO_WEBHOOK_ALLOWED_HOSTS");
        assertThat(manifests
                        .workload("inference-service")
                        .container()
                        .getResources()
                        .getLimits())
                .containsKey("cpu")
                .extractingByKey("memory")
                .hasToString("3Gi");
        Ingress api = manifests.one(Ingress.class, "platform-api");
        assertThat(api.getSpec().getIngressClassName()).isEqualTo("haproxy");
        assertThat(api.getSpec().getTls()).isEmpty();
        assertThat(api.getSpec().getRules().getFirst().getHost()).isEqualTo("api.example.org");
        assertThat(manifests.one(NetworkPolicy.class, "to-kafka").getSpec().getEgress())
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.getTo().getFirst().getIpBlock().getCidr()).isEqualTo("192.168.7.0/24");
                    assertThat(rule.getPorts().getFirst().getPort().getIntVal()).isEqualTo(9094);
                });
        assertThat(manifests
                        .tree("PrometheusRule", "moderato")
                        .at("/metadata/labels/release")
                        .asString())
                .isEqualTo("prometheus");
    }

    @Test
    void startsPodsAnewWhenASettingChanges() {
        assertThat(checksum(Manifests.ofChart("--set", "settings.MODERATO_UNDO_PERIOD=5s")))
                .isNotEqualTo(checksum(Build.CHART.make()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "platformApi.replicas=0",
                "platformApi.replicaCount=2",
                "adminUi.replicas=two",
                "settings.MODERATO_DB_PASSWORD=secret",
                "settings.MODERATO_WEBHOOK_KEYS=secret",
                "networkPolicies.toKafka.to=null",
                "image.pullPolicy=Sometimes",
                "podSpec.hostNetwork=true",
                "unknown=1",
            })
    void refusesValuesThatCannotBeMeant(String value) {
        Tools.Answer answer = Tools.helm("template", "moderato", Tools.kubernetes("chart"), "--set", value);

        assertThat(answer.status()).isNotZero();
        assertThat(answer.errors()).contains("values don't meet the specifications of the schema");
    }

    /** Objects by kind and name, without what belongs to the tool: namespaces, the hash in a name, hooks and checksums. */
    private static Map<String, JsonNode> comparable(Manifests manifests) {
        Map<String, JsonNode> objects = new TreeMap<>();
        for (JsonNode tree : manifests.trees()) {
            if (tree.path("kind").asString().equals("Namespace")) {
                continue;
            }
            ObjectNode object = (ObjectNode) tree.deepCopy();
            ObjectNode metadata = (ObjectNode) object.path("metadata");
            metadata.remove("namespace");
            withoutToolsAnnotations(metadata);
            if (object.at("/spec/template/metadata") instanceof ObjectNode template) {
                withoutToolsAnnotations(template);
            }
            withoutDefaults(object);
            objects.put(
                    object.path("kind").asString() + " "
                            + metadata.path("name").asString().replaceFirst("^(moderato-settings)-.*", "$1"),
                    object);
            if (metadata.path("name").asString().startsWith("moderato-settings")) {
                metadata.put("name", "moderato-settings");
            }
        }
        return objects;
    }

    private static void withoutToolsAnnotations(ObjectNode metadata) {
        if (metadata.path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(List.of("helm.sh/hook", "helm.sh/hook-delete-policy", "checksum/settings"));
            if (annotations.isEmpty()) {
                metadata.remove("annotations");
            }
        }
    }

    private static void withoutDefaults(ObjectNode object) {
        for (JsonNode container : object.at("/spec/template/spec/containers")) {
            ((ObjectNode) container).remove("imagePullPolicy");
            for (JsonNode source : container.path("envFrom")) {
                ((ObjectNode) source.path("configMapRef")).put("name", "moderato-settings");
            }
        }
    }

    private static List<String> kinds(Manifests manifests) {
        return manifests.trees().stream()
                .map(tree -> tree.path("kind").asString())
                .toList();
    }

    private static List<String> variables(Workload workload) {
        return workload.container().getEnv().stream()
                .map(variable -> variable.getName())
                .toList();
    }

    private static String checksum(Manifests manifests) {
        return manifests
                .workload("platform-api")
                .template()
                .getMetadata()
                .getAnnotations()
                .get("checksum/settings");
    }
}
