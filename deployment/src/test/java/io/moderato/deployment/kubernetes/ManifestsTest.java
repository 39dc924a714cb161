package io.moderato.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.moderato.deployment.kubernetes.Manifests.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What has to be true of every way to install, because Kubernetes would only find out when it runs. */
class ManifestsTest {
    private static final int GRACEFUL_SHUTDOWN_SECONDS = 30;

    @ParameterizedTest
    @EnumSource
    void areOfKubernetesOwnTypesWithoutAnUnknownField(Build build) {
        assertThat(build.make().typed()).hasSizeGreaterThan(15);
    }

    @Test
    void areReadSoThatAMisspeltFieldIsAnError() {
        String misspelt = Tools.kubectl("kustomize", Tools.kubernetes("base")).replace("preStop:", "preStopp:");

        assertThatThrownBy(() -> Manifests.parse(misspelt).typed()).hasMessageContaining("preStopp");
    }

    @ParameterizedTest
    @EnumSource
    void selectWhatIsThere(Build build) {
        Manifests manifests = build.make();

        assertThat(manifests.all(Deployment.class))
                .hasSize(3)
                .allSatisfy(deployment -> assertThat(
                                deployment.getSpec().getTemplate().getMetadata().getLabels())
                        .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels()));
        assertThat(manifests.all(StatefulSet.class)).allSatisfy(set -> {
            assertThat(set.getSpec().getTemplate().getMetadata().getLabels())
                    .containsAllEntriesOf(set.getSpec().getSelector().getMatchLabels());
            manifests.one(Service.class, set.getSpec().getServiceName());
        });
        assertThat(manifests.all(PodDisruptionBudget.class))
                .hasSize(3)
                .allSatisfy(budget -> assertThat(selected(
                                manifests, budget.getSpec().getSelector().getMatchLabels()))
                        .extracting(Workload::name)
                        .containsExactly(budget.getMetadata().getName()));
        assertThat(manifests.workloads())
                .allSatisfy(workload -> assertThat(workload.template().getSpec().getTopologySpreadConstraints())
                        .allSatisfy(spread -> assertThat(selected(
                                        manifests, spread.getLabelSelector().getMatchLabels()))
                                .containsExactly(workload)));
    }

    @ParameterizedTest
    @EnumSource
    void leadFromIngressToServiceToAPortOfOneKindOfPod(Build build) {
        Manifests manifests = build.make();

        for (Service service : manifests.all(Service.class)) {
            List<Workload> behind = selected(manifests, service.getSpec().getSelector());
            assertThat(behind).as(service.getMetadata().getName()).hasSize(1);
            for (ServicePort port : service.getSpec().getPorts()) {
                assertThat(behind.getFirst().container().getPorts())
                        .extracting(ContainerPort::getName)
                        .contains(port.getTargetPort().getStrVal());
            }
        }
        List<IngressServiceBackend> backends = manifests.all(Ingress.class).stream()
                .flatMap(ingress -> ingress.getSpec().getRules().stream())
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .map(path -> path.getBackend().getService())
                .toList();
        assertThat(backends)
                .hasSize(4)
                .allSatisfy(backend -> assertThat(manifests
                                .one(Service.class, backend.getName())
                                .getSpec()
                                .getPorts())
                        .extracting(ServicePort::getName)
                        .contains(backend.getPort().getName()));
    }

    @Test
    void openTheSurfacesOfTheApiAndNotItsMetrics() {
        assertThat(Build.PRODUCTION
                        .make()
                        .one(Ingress.class, "platform-api")
                        .getSpec()
                        .getRules()
                        .getFirst()
                        .getHttp()
                        .getPaths())
                .extracting(HTTPIngressPath::getPath)
                .containsExactlyInAnyOrder("/api", "/v1", "/v1alpha1");
    }

    @ParameterizedTest
    @EnumSource
    void giveNoPodARightThatItDoesNotNeed(Build build) {
        assertThat(build.make().workloads()).hasSizeGreaterThanOrEqualTo(4).allSatisfy(workload -> {
            PodSpec pod = workload.template().getSpec();
            Container container = workload.container();
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getEnableServiceLinks()).isFalse();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getVolumes())
                    .allSatisfy(volume -> assertThat(volume.getHostPath()).isNull());
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsKeys("cpu", "memory");
        });
    }

    @ParameterizedTest
    @EnumSource
    void letOurProgramsWriteToTmpAlone(Build build) {
        List<Workload> ours =
                build.make().workloads().stream().filter(Workload::isOurs).toList();

        assertThat(ours).hasSizeGreaterThanOrEqualTo(4).allSatisfy(workload -> {
            assertThat(workload.template().getSpec().getSecurityContext().getRunAsUser())
                    .isEqualTo(10001);
            assertThat(workload.container().getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(workload.container().getVolumeMounts())
                    .singleElement()
                    .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp"));
            assertThat(workload.template().getSpec().getVolumes())
                    .singleElement()
                    .satisfies(volume ->
                            assertThat(volume.getEmptyDir().getSizeLimit()).isNotNull());
        });
    }

    @ParameterizedTest
    @EnumSource
    void replacePodsWithoutARefusedRequest(Build build) {
        assertThat(build.make().all(Deployment.class)).allSatisfy(deployment -> {
            PodSpec pod = deployment.getSpec().getTemplate().getSpec();
            Container container = pod.getContainers().getFirst();
            assertThat(deployment.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable())
                    .isEqualTo(new IntOrString(0));
            long untilNobodySends =
                    container.getLifecycle().getPreStop().getSleep().getSeconds();
            assertThat(untilNobodySends).isPositive();
            assertThat(pod.getTerminationGracePeriodSeconds())
                    .isGreaterThan(untilNobodySends + GRACEFUL_SHUTDOWN_SECONDS);
        });
    }

    @ParameterizedTest
    @EnumSource
    void letANodeBeEmptiedHoweverManyPodsThereAre(Build build) {
        assertThat(build.make().all(PodDisruptionBudget.class)).allSatisfy(budget -> {
            assertThat(budget.getSpec().getMinAvailable())
                    .as("would hold up a node where there is one pod")
                    .isNull();
            assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isPositive();
        });
    }

    @ParameterizedTest
    @EnumSource
    void bringNoSecret(Build build) {
        assertThat(build.make().all(Secret.class)).isEmpty();
    }

    @Test
    void runInNamespacesThatRefuseMoreRights() {
        for (Build overlay : List.of(Build.DEV, Build.PRODUCTION)) {
            Manifests manifests = overlay.make();
            Namespace namespace = manifests.all(Namespace.class).getFirst();
            assertThat(namespace.getMetadata().getLabels())
                    .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
            assertThat(manifests.trees().stream()
                            .filter(tree -> !tree.path("kind").asString().equals("Namespace")))
                    .allSatisfy(
                            tree -> assertThat(tree.at("/metadata/namespace").asString())
                                    .isEqualTo(namespace.getMetadata().getName()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void runTheImagesOfThisVersion(Build build) throws IOException {
        Matcher version = Pattern.compile("<artifactId>moderato</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(Tools.root().resolve("pom.xml")));
        assertThat(version.find()).isTrue();

        assertThat(build.make().workloads().stream()
                        .filter(Workload::isOurs)
                        .map(workload -> workload.container().getImage()))
                .hasSizeGreaterThanOrEqualTo(4)
                .allMatch(image -> image.matches("moderato/(platform-api|inference-service|admin-ui|moderato):"
                        + Pattern.quote(version.group(1))));
    }

    private static List<Workload> selected(Manifests manifests, Map<String, String> selector) {
        assertThat(selector).isNotEmpty();
        return manifests.workloads().stream()
                .filter(workload -> workload.labels().entrySet().containsAll(selector.entrySet()))
                .toList();
    }
}
