package io.moderato.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.moderato.deployment.kubernetes.Network.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The job over an archive beside an installation: what its pods may do, and what flows to them. SparkOnKubernetesTest runs it. */
class BatchManifestsTest {
    private static final String NAMESPACE = "moderato";

    @TempDir
    static Path folder;

    private static Manifests plain;
    private static Manifests extended;
    private static Manifests installation;

    @BeforeAll
    static void build() throws IOException {
        plain = Manifests.ofKustomize("batch");
        installation = Build.PRODUCTION.make();
        String batch = folder.toRealPath()
                .relativize(Tools.kubernetes("batch").toRealPath())
                .toString();
        Files.writeString(
                folder.resolve("kustomization.yaml"),
                "namespace: moderato\nresources: [%1$s]\ncomponents: [%1$s/object-store, %1$s/database]\n"
                        .formatted(batch));
        extended = Manifests.parse(Tools.kubectl("kustomize", folder));
    }

    @Test
    void areOfKubernetesOwnTypesWithoutAnUnknownField() {
        assertThat(plain.typed()).hasSize(7);
        assertThat(extended.typed()).hasSize(8);
        for (Manifests manifests : List.of(plain, extended)) {
            assertThat(pod(manifests, "driver").getSpec().getContainers()).hasSize(1);
            assertThat(pod(manifests, "executor").getSpec().getContainers()).hasSize(1);
            assertThat(manifests.all(Secret.class)).isEmpty();
            assertThat(manifests.trees())
                    .allSatisfy(
                            tree -> assertThat(tree.at("/metadata/namespace").asString())
                                    .isEqualTo(NAMESPACE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"driver", "executor"})
    void givePodsNoRightThatTheyDoNotNeed(String role) {
        for (Manifests manifests : List.of(plain, extended)) {
            PodTemplateSpec pod = pod(manifests, role);
            Container container = pod.getSpec().getContainers().getFirst();
            assertThat(pod.getSpec().getEnableServiceLinks()).isFalse();
            assertThat(pod.getSpec().getAutomountServiceAccountToken()).isEqualTo(role.equals("driver"));
            assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSpec().getSecurityContext().getRunAsUser()).isEqualTo(10001);
            assertThat(pod.getSpec().getSecurityContext().getSeccompProfile().getType())
                    .isEqualTo("RuntimeDefault");
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getVolumeMounts().getFirst().getMountPath()).isEqualTo("/tmp");
            assertThat(pod.getSpec().getVolumes().getFirst().getEmptyDir().getSizeLimit())
                    .isNotNull();
        }
    }

    @Test
    void letTheDriverAloneAskTheCluster() {
        JsonNode conf = conf(plain);
        assertThat(plain.all(ServiceAccount.class))
                .extracting(account -> account.getMetadata().getName())
                .containsExactlyInAnyOrder(
                        conf.path("spark.kubernetes.authenticate.driver.serviceAccountName")
                                .asString(),
                        conf.path("spark.kubernetes.authenticate.executor.serviceAccountName")
                                .asString());
        RoleBinding binding = plain.one(RoleBinding.class, "batch-driver");
        assertThat(binding.getRoleRef().getName())
                .isEqualTo(plain.one(Role.class, "batch-driver").getMetadata().getName());
        assertThat(binding.getSubjects()).singleElement().satisfies(subject -> {
            assertThat(subject.getName()).isEqualTo("batch-driver");
            assertThat(subject.getNamespace()).isEqualTo(NAMESPACE);
        });
        assertThat(plain.one(Role.class, "batch-driver").getRules())
                .allSatisfy(rule -> assertThat(rule.getResources()).isSubsetOf("pods", "configmaps"));
    }

    @Test
    void keepTheArchiveInAVolumeOrInAnObjectStore() {
        String claim =
                plain.all(PersistentVolumeClaim.class).getFirst().getMetadata().getName();
        for (String role : List.of("driver", "executor")) {
            assertThat(pod(plain, role).getSpec().getVolumes())
                    .filteredOn(volume -> volume.getPersistentVolumeClaim() != null)
                    .singleElement()
                    .satisfies(volume -> assertThat(
                                    volume.getPersistentVolumeClaim().getClaimName())
                            .isEqualTo(claim));
            assertThat(environment(plain, role)).isEmpty();
            assertThat(pod(extended, role).getSpec().getVolumes())
                    .extracting(Volume::getName)
                    .containsExactly("spark-local-dir-1");
            assertThat(environment(extended, role))
                    .extracting(BatchManifestsTest::reference)
                    .containsExactlyInAnyOrderElementsOf(secrets(role));
        }
        assertThat(extended.all(PersistentVolumeClaim.class)).isEmpty();
        assertThat(extended.tree("SparkApplication", "re-moderation")
                        .at("/spec/driverArgs")
                        .toString())
                .contains("s3a://")
                .doesNotContain("\"/archive");
    }

    @Test
    void goOnAfterAFailureAndRunTheImageOfThisVersion() throws IOException {
        JsonNode spec = plain.tree("SparkApplication", "re-moderation").path("spec");
        String ours = Files.readString(Tools.root().resolve("pom.xml"));

        assertThat(spec.at("/applicationTolerations/restartConfig/restartPolicy")
                        .asString())
                .isEqualTo("OnFailure");
        assertThat(spec.at("/applicationTolerations/restartConfig/maxRestartAttempts")
                        .asInt())
                .isPositive();
        assertThat(ours)
                .contains("<spark.version>"
                        + spec.at("/runtimeVersions/sparkVersion").asString() + "<");
        assertThat(conf(plain).path("spark.kubernetes.container.image").asString())
                .isEqualTo("moderato/batch:"
                        + ours.replaceFirst("(?s).*?<artifactId>moderato</artifactId>\\s*<version>([^<]+)<.*", "$1"));
        assertThat(conf(plain).path("spark.ui.enabled").asString()).isEqualTo("false");
    }

    @ParameterizedTest
    @CsvSource({
        "driver, executor, 7079, true",
        "executor, driver, 7078, true",
        "executor, driver, 7079, true",
        "executor, executor, 7079, true",
        "executor, driver, 4040, false",
        "driver, executor, 7078, false",
        "driver, dns, 53, true",
        "executor, dns, 53, true",
        "driver, api, 6443, true",
        "executor, api, 6443, false",
        "driver, platform-api, 8080, false",
        "executor, inference-service, 8080, false",
        "platform-api, driver, 7078, false",
        "stranger, driver, 7078, false",
        "stranger, executor, 7079, false",
        "driver, postgresql, 5432, false",
        "executor, postgresql, 5432, false",
        "driver, store, 443, true",
        "executor, store, 443, false",
    })
    void letFlowWhatAJobOnAVolumeNeeds(String from, String to, int port, boolean allowed) {
        assertThat(network(plain).allows(end(from), end(to), port)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "driver, postgresql, 5432, true",
        "executor, postgresql, 5432, true",
        "executor, store, 443, true",
        "executor, postgresql, 22, false",
        "executor, internet, 443, false",
        "driver, internet, 443, false",
    })
    void letFlowWhatTheComponentsNeed(String from, String to, int port, boolean allowed) {
        assertThat(network(extended).allows(end(from), end(to), port)).isEqualTo(allowed);
    }

    @Test
    void useThePortsThatThePoliciesName() {
        JsonNode conf = conf(plain);
        assertThat(conf.path("spark.driver.port").asString()).isEqualTo("7078");
        assertThat(conf.path("spark.blockManager.port").asString()).isEqualTo("7079");
        assertThat(conf.path("spark.port.maxRetries").asString()).isEqualTo("0");
    }

    private static JsonNode conf(Manifests manifests) {
        return manifests.tree("SparkApplication", "re-moderation").at("/spec/sparkConf");
    }

    private static PodTemplateSpec pod(Manifests manifests, String role) {
        return Manifests.read(
                manifests.tree("SparkApplication", "re-moderation").at("/spec/" + role + "Spec/podTemplateSpec"),
                PodTemplateSpec.class);
    }

    private static List<EnvVar> environment(Manifests manifests, String role) {
        return pod(manifests, role).getSpec().getContainers().getFirst().getEnv();
    }

    private static String reference(EnvVar variable) {
        SecretKeySelector secret = variable.getValueFrom().getSecretKeyRef();
        return "%s is %s of %s".formatted(variable.getName(), secret.getKey(), secret.getName());
    }

    private static List<String> secrets(String role) {
        List<String> secrets = new ArrayList<>(List.of(
                "AWS_ACCESS_KEY_ID is access-key of moderato-archive",
                "AWS_SECRET_ACCESS_KEY is secret-key of moderato-archive"));
        if (role.equals("driver")) {
            secrets.addAll(List.of(
                    "MODERATO_DB_URL is url of moderato-postgresql",
                    "MODERATO_DB_USER is user of moderato-postgresql",
                    "MODERATO_DB_PASSWORD is password of moderato-postgresql"));
        }
        return secrets;
    }

    /** The policies of the job with those of the installation whose namespace it is in. */
    private static Network network(Manifests manifests) {
        List<NetworkPolicy> policies = new ArrayList<>(installation.all(NetworkPolicy.class));
        policies.addAll(manifests.all(NetworkPolicy.class));
        return new Network(NAMESPACE, policies);
    }

    private static End end(String name) {
        return switch (name) {
            case "driver", "executor" ->
                End.pod(NAMESPACE, pod(plain, name).getMetadata().getLabels());
            case "dns" -> End.pod("kube-system", Map.of("k8s-app", "kube-dns"));
            case "stranger" -> End.pod(NAMESPACE, Map.of("app", "stranger"));
            case "api", "store", "postgresql" -> End.outside("10.1.2.3");
            case "internet" -> End.outside("93.184.215.14");
            default -> End.pod(NAMESPACE, installation.workload(name).labels());
        };
    }
}
