package io.moderato.deployment.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Objects for a cluster, as kubectl or Helm print them: as trees, and as Kubernetes' own types, in which an unknown field is an error. */
record Manifests(List<JsonNode> trees) {
    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.ofEntries(
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/Secret", Secret.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("apps/v1/StatefulSet", StatefulSet.class),
            Map.entry("batch/v1/Job", Job.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("rbac.authorization.k8s.io/v1/Role", Role.class),
            Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class));

    /** Kinds of the operators, for which Kubernetes has no types of its own. */
    private static final Set<String> OTHERS = Set.of(
            "keda.sh/v1alpha1/ScaledObject",
            "keda.sh/v1alpha1/TriggerAuthentication",
            "monitoring.coreos.com/v1/ServiceMonitor",
            "monitoring.coreos.com/v1/PrometheusRule",
            "spark.apache.org/v1/SparkApplication");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
                    // the types would take any field there
                    return Boolean.FALSE;
                }
            })
            .build();

    /** What kubectl makes of a folder below {@code deployment/kubernetes}. */
    static Manifests ofKustomize(String folder) {
        return parse(Tools.kubectl("kustomize", Tools.kubernetes(folder)));
    }

    /** What Helm 4 makes of the chart, with arguments such as {@code --set}. */
    static Manifests ofChart(Object... arguments) {
        Object[] all = Stream.concat(Stream.of("template", "moderato", Tools.kubernetes("chart")), Stream.of(arguments))
                .toArray();
        return parse(Tools.helm(all).orFail());
    }

    /** The objects of a text with several YAML documents. */
    static Manifests parse(String yaml) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return new Manifests(documents.readAll().stream()
                    .filter(tree -> tree.isObject() && !tree.isEmpty())
                    .toList());
        }
    }

    /**
     * All objects of Kubernetes' own kinds, typed.
     *
     * @throws JacksonException      for an unknown field, with its path
     * @throws IllegalStateException for a kind that nobody knows
     */
    List<HasMetadata> typed() {
        return trees.stream()
                .filter(tree -> !OTHERS.contains(kind(tree)))
                .<HasMetadata>map(Manifests::typed)
                .toList();
    }

    private static HasMetadata typed(JsonNode tree) {
        Class<? extends HasMetadata> type = TYPES.get(kind(tree));
        if (type == null) {
            throw new IllegalStateException("Nobody knows the kind " + kind(tree));
        }
        return read(tree, type);
    }

    /** A part of an object as the type of it. */
    static <T> T read(JsonNode tree, Class<T> type) {
        return YAML.treeToValue(tree, type);
    }

    private static String kind(JsonNode tree) {
        return tree.path("apiVersion").asString() + "/" + tree.path("kind").asString();
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return typed().stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends HasMetadata> T one(Class<T> type, String name) {
        return all(type).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + type.getSimpleName() + " " + name));
    }

    /** The object of a kind that has no type here. */
    JsonNode tree(String kind, String name) {
        return trees.stream()
                .filter(tree -> tree.path("kind").asString().equals(kind)
                        && tree.at("/metadata/name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + kind + " " + name));
    }

    /** Everything that makes pods. */
    List<Workload> workloads() {
        return typed().stream().flatMap(Manifests::workload).toList();
    }

    Workload workload(String name) {
        return workloads().stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing makes pods called " + name));
    }

    private static Stream<Workload> workload(HasMetadata object) {
        PodTemplateSpec template = switch (object) {
            case Deployment deployment -> deployment.getSpec().getTemplate();
            case StatefulSet set -> set.getSpec().getTemplate();
            case Job job -> job.getSpec().getTemplate();
            default -> null;
        };
        return template == null ? Stream.empty() : Stream.of(new Workload(object, template));
    }

    /** Something that makes pods, and what its pods are like. */
    record Workload(HasMetadata object, PodTemplateSpec template) {
        String name() {
            return object.getMetadata().getName();
        }

        /** Whether the program in its pods is one of ours. */
        boolean isOurs() {
            return container().getName().equals("service");
        }

        Map<String, String> labels() {
            return template.getMetadata().getLabels();
        }

        /** Its only container. */
        Container container() {
            List<Container> containers = template.getSpec().getContainers();
            if (containers.size() != 1) {
                throw new AssertionError(name() + " has " + containers.size() + " containers");
            }
            return containers.getFirst();
        }

        /** The variables of its container, as the kubelet would set them from these objects; what is optional and missing is left out. */
        Map<String, String> environment(Manifests objects, Manifests secrets) {
            Map<String, String> environment = new HashMap<>();
            container()
                    .getEnvFrom()
                    .forEach(source -> environment.putAll(objects.one(
                                    ConfigMap.class, source.getConfigMapRef().getName())
                            .getData()));
            for (EnvVar variable : container().getEnv()) {
                if (variable.getValueFrom() == null) {
                    environment.put(variable.getName(), variable.getValue());
                } else {
                    var reference = variable.getValueFrom().getSecretKeyRef();
                    String value = secrets.one(Secret.class, reference.getName())
                            .getData()
                            .get(reference.getKey());
                    if (value != null) {
                        environment.put(
                                variable.getName(),
                                new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
                    } else if (!Boolean.TRUE.equals(reference.getOptional())) {
                        throw new AssertionError(
                                "%s of %s is missing".formatted(reference.getKey(), reference.getName()));
                    }
                }
            }
            return environment;
        }
    }
}
