package io.moderato.deployment;

import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.Version;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Plays Kubernetes, because there is none here: an API that keeps objects and tells of their changes, and a kubelet that runs the container of
 * each pod by podman, with the arguments, variables, volumes and rights that the pod names. All pods have the address of this machine.
 */
final class PlayedKubernetes implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.1";
    /** It would tell of each request. */
    private static final Logger LOG = Logger.getLogger(MockWebServer.class.getName());

    private final MockWebServer web = new MockWebServer();
    private final KubernetesMockServer server =
            new KubernetesMockServer(new Context(), web, new HashMap<>(), new Applying(), false);
    private final NamespacedKubernetesClient client;
    private final Podman podman;
    private final Path claims;
    private final Set<String> started = new HashSet<>();

    /**
     * A cluster without pods.
     *
     * @param claims the folder in which each PersistentVolumeClaim has a folder of its name
     */
    PlayedKubernetes(Podman podman, Path claims) throws IOException {
        LOG.setLevel(Level.WARNING);
        this.podman = podman;
        this.claims = claims;
        server.init(InetAddress.getByName(ADDRESS), 0);
        client = server.createClient();
    }

    String url() {
        return "http://" + ADDRESS + ":" + web.getPort();
    }

    /** All pods that are there or were. */
    Set<String> pods() {
        return new TreeSet<>(started);
    }

    /** Starts the containers of new pods, and tells the API what became of the others. */
    void goOn() throws IOException, InterruptedException {
        for (Pod pod : client.pods().inAnyNamespace().list().getItems()) {
            String name = pod.getMetadata().getName();
            if (started.add(name)) {
                run(pod);
                tell(pod, "Running");
            } else if (pod.getStatus().getPhase().equals("Running") && !podman.isRunning(name)) {
                tell(pod, podman.exitCode(name) == 0 ? "Succeeded" : "Failed");
            }
        }
    }

    /** What was asked of the API since the last call of this, as a Role names it: {@code verb resource}; without what this class asks. */
    Set<String> asked() throws InterruptedException {
        String ours = "fabric8-kubernetes-client/" + Version.clientVersion();
        Set<String> asked = new TreeSet<>();
        for (RecordedRequest request = web.takeRequest(0, TimeUnit.MILLISECONDS);
                request != null;
                request = web.takeRequest(0, TimeUnit.MILLISECONDS)) {
            if (!ours.equals(request.getHeader("User-Agent"))) {
                asked.add(verb(request) + " " + segments(request)[5]);
                if (isApply(request)) {
                    asked.add("create " + segments(request)[5]);
                }
            }
        }
        return asked;
    }

    private static String verb(RecordedRequest request) {
        boolean one = segments(request).length > 6;
        return switch (request.getMethod()) {
            case "GET" -> request.getPath().contains("watch=true") ? "watch" : one ? "get" : "list";
            case "DELETE" -> one ? "delete" : "deletecollection";
            case "POST" -> "create";
            case "PUT" -> "update";
            default -> "patch";
        };
    }

    /** {@code "", api, v1, namespaces, NAMESPACE, pods, NAME}. */
    private static String[] segments(RecordedRequest request) {
        return request.getPath().replaceFirst("\\?.*", "").split("/");
    }

    private void tell(Pod pod, String phase) {
        try {
            client.resource(new PodBuilder(pod)
                            .editOrNewStatus()
                            .withPhase(phase)
                            .withPodIP(ADDRESS)
                            .endStatus()
                            .build())
                    .updateStatus();
        } catch (KubernetesClientException refused) {
            // the driver may have removed it meanwhile
            if (refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw refused;
            }
        }
    }

    private void run(Pod pod) throws IOException, InterruptedException {
        Container container = pod.getSpec().getContainers().getFirst();
        List<String> options = new ArrayList<>();
        options.add("--user=" + pod.getSpec().getSecurityContext().getRunAsUser() + ":"
                + pod.getSpec().getSecurityContext().getRunAsGroup());
        SecurityContext rights = container.getSecurityContext();
        rights.getCapabilities().getDrop().forEach(each -> options.add("--cap-drop=" + each));
        if (!rights.getAllowPrivilegeEscalation()) {
            options.add("--security-opt=no-new-privileges");
        }
        if (rights.getReadOnlyRootFilesystem()) {
            options.addAll(List.of("--read-only", "--read-only-tmpfs=false"));
        }
        options.add("--memory="
                + Quantity.getAmountInBytes(container.getResources().getLimits().get("memory")));
        for (EnvVar variable : container.getEnv()) {
            options.add("--env=" + variable.getName() + "=" + value(variable, pod));
        }
        Map<String, Volume> volumes = new TreeMap<>();
        pod.getSpec().getVolumes().forEach(each -> volumes.put(each.getName(), each));
        for (VolumeMount mount : container.getVolumeMounts()) {
            options.add(mounted(volumes.get(mount.getName()), mount, pod));
        }
        List<String> image = new ArrayList<>(List.of(container.getImage()));
        image.addAll(container.getArgs());
        podman.start(pod.getMetadata().getName(), options, image.toArray(String[]::new));
    }

    private static String value(EnvVar variable, Pod pod) {
        if (variable.getValueFrom() == null) {
            return variable.getValue();
        }
        return switch (variable.getValueFrom().getFieldRef().getFieldPath()) {
            case "status.podIP" -> ADDRESS;
            case "metadata.name" -> pod.getMetadata().getName();
            case String other -> throw new AssertionError(other + " is not known here");
        };
    }

    private String mounted(Volume volume, VolumeMount mount, Pod pod) throws IOException, InterruptedException {
        if (volume.getEmptyDir() != null) {
            // stricter than a kubelet: nothing in it can be executed
            return "--tmpfs=%s:size=%s,mode=1777,noexec,nosuid,nodev"
                    .formatted(
                            mount.getMountPath(),
                            Quantity.getAmountInBytes(volume.getEmptyDir().getSizeLimit()));
        }
        if (volume.getPersistentVolumeClaim() != null) {
            return "--volume=%s:%s"
                    .formatted(claims.resolve(volume.getPersistentVolumeClaim().getClaimName()), mount.getMountPath());
        }
        if (volume.getConfigMap() != null) {
            return "--volume=%s:%s:ro".formatted(written(volume.getConfigMap(), pod), mount.getMountPath());
        }
        throw new AssertionError(volume + " is not known here");
    }

    private Path written(ConfigMapVolumeSource source, Pod pod) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(claims.resolve("config-maps")
                .resolve(pod.getMetadata().getName())
                .resolve(source.getName()));
        Map<String, String> data = client.configMaps()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(source.getName())
                .get()
                .getData();
        source.getItems().forEach(item -> write(folder.resolve(item.getPath()), data.get(item.getKey())));
        // readable for all, as a kubelet has it; the embedded PostgreSQL keeps what its process writes from others
        Commands.run(List.of("chmod", "-R", "a+rX", folder.toString()), Map.of())
                .orFail("chmod");
        return folder;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isApply(RecordedRequest request) {
        return request.getMethod().equals("PATCH") && request.getPath().contains("force=true");
    }

    /** Makes what is applied, which the server by itself only does with what is there. */
    private static final class Applying extends KubernetesCrudDispatcher {
        @Override
        public MockResponse handlePatch(RecordedRequest request) {
            if (!isApply(request)) {
                return super.handlePatch(request);
            }
            String path = request.getPath().replaceFirst("/[^/]*\\?.*", "");
            return handleCreate(new RecordedRequest(
                    request.getHttpVersion(), HttpMethod.POST, path, request.getHeaders(), request.getBody()));
        }
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }
}
