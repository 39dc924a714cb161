package io.moderato.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.moderato.deployment.kubernetes.Manifests.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every variable that a manifest sets is one that the services know, and every secret that it names is made by {@code make-secrets}. */
class SettingsTest {
    private static final Map<String, String> EVERYTHING = Map.of(
            "MODERATO_DB_URL", "jdbc:postgresql://db.example.com:5432/moderato",
            "MODERATO_DB_USER", "moderato",
            "MODERATO_DB_PASSWORD", "a password",
            "MODERATO_DB_MIGRATION_USER", "owner",
            "MODERATO_DB_MIGRATION_PASSWORD", "another password",
            "MODERATO_KAFKA", "kafka.example.com:9093",
            "KAFKA_USER", "moderato",
            "KAFKA_PASSWORD", "a password; with signs = in it",
            "MODERATO_ADMIN_API_KEY", "0123456789012345678901234567890123456789");

    @ParameterizedTest
    @EnumSource
    void setWhatTheServicesKnow(Build build) throws IOException {
        Set<String> known = knownVariables();
        Manifests manifests = build.make();
        Set<String> used = manifests.workloads().stream()
                .filter(Workload::isOurs)
                .flatMap(workload -> workload.container().getEnv().stream())
                .map(EnvVar::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        manifests.all(ConfigMap.class).forEach(map -> used.addAll(map.getData().keySet()));

        used.removeIf(name -> name.startsWith("SPRING_KAFKA_PROPERTIES_"));

        assertThat(used).hasSizeGreaterThan(15).isSubsetOf(known);
    }

    @ParameterizedTest
    @EnumSource
    void nameSettingsThatAreThere(Build build) {
        Manifests manifests = build.make();

        assertThat(manifests.workloads().stream()
                        .flatMap(workload -> workload.container().getEnvFrom().stream())
                        .map(source -> source.getConfigMapRef().getName()))
                .hasSize(3)
                .containsOnly(
                        manifests.all(ConfigMap.class).getFirst().getMetadata().getName());
    }

    @Test
    void readExactlyTheSecretsThatTheScriptMakes() {
        Manifests secrets = secrets("production", EVERYTHING);
        Set<String> made = new TreeSet<>();
        for (Secret secret : secrets.all(Secret.class)) {
            secret.getData()
                    .keySet()
                    .forEach(key -> made.add(secret.getMetadata().getName() + "/" + key));
        }

        assertThat(references(Build.PRODUCTION.make())).containsExactlyInAnyOrderElementsOf(made);
        assertThat(references(Build.CHART.make())).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void needNoMoreThanTheScriptMakesForATry() {
        Manifests dev = Build.DEV.make();
        Manifests secrets = secrets("dev", Map.of());

        assertThat(dev.workloads())
                .allSatisfy(workload ->
                        assertThat(workload.environment(dev, secrets)).isNotEmpty());
        assertThat(dev.workload("platform-api").environment(dev, secrets))
                .containsEntry("MODERATO_DB_URL", "jdbc:postgresql://postgresql:5432/moderato")
                .containsEntry("MODERATO_KAFKA", "kafka:9092")
                .doesNotContainKey("SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG");
    }

    @Test
    void logInToKafkaWithWhatTheScriptWasGiven() {
        Manifests production = Build.PRODUCTION.make();

        assertThat(production.workload("inference-service").environment(production, secrets("production", EVERYTHING)))
                .containsEntry("SPRING_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SASL_SSL")
                .containsEntry("SPRING_KAFKA_PROPERTIES_SASL_MECHANISM", "SCRAM-SHA-512")
                .containsEntry(
                        "SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"moderato\" password=\"a password; with signs = in it\";");
    }

    @Test
    void areSecretThatNobodyCanGuess() {
        Map<String, String> first =
                secrets("dev", Map.of()).one(Secret.class, "moderato-tokens").getData();
        Map<String, String> second =
                secrets("dev", Map.of()).one(Secret.class, "moderato-tokens").getData();

        assertThat(first.get("webhook-keys")).hasSizeGreaterThan(80).isNotEqualTo(second.get("webhook-keys"));
        assertThat(first.get("internal-token")).isNotEqualTo(second.get("internal-token"));
    }

    @Test
    void areMadeByAScriptThatSaysWhatIsMissing() {
        Map<String, String> withoutKafka = new HashMap<>(EVERYTHING);
        withoutKafka.remove("MODERATO_KAFKA");

        Tools.Answer answer = Tools.run(Tools.kubernetes("make-secrets"), withoutKafka, "production");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.errors()).contains("MODERATO_KAFKA");
        assertThat(answer.output()).isEmpty();
    }

    private static Manifests secrets(String kind, Map<String, String> environment) {
        return Manifests.parse(
                Tools.run(Tools.kubernetes("make-secrets"), environment, kind).orFail());
    }

    /** Secrets and keys that workloads, KEDA and Prometheus read. */
    private static Set<String> references(Manifests manifests) {
        Set<String> references = new TreeSet<>();
        for (Workload workload : manifests.workloads()) {
            for (EnvVar variable : workload.container().getEnv()) {
                if (variable.getValueFrom() != null) {
                    SecretKeySelector secret = variable.getValueFrom().getSecretKeyRef();
                    references.add(secret.getName() + "/" + secret.getKey());
                }
            }
        }
        manifests
                .tree("TriggerAuthentication", "moderato-kafka")
                .at("/spec/secretTargetRef")
                .forEach(target -> references.add(target.path("name").asString() + "/"
                        + target.path("key").asString()));
        manifests
                .tree("ServiceMonitor", "moderato")
                .at("/spec/endpoints")
                .forEach(endpoint -> references.add(
                        endpoint.at("/authorization/credentials/name").asString() + "/"
                                + endpoint.at("/authorization/credentials/key").asString()));
        return references;
    }

    /** The variables of docs/operations.md and of the services' own defaults. */
    private static Set<String> knownVariables() throws IOException {
        List<Path> sources = new ArrayList<>(List.of(Tools.root().resolve("docs/operations.md")));
        for (String defaults : List.of(
                "operations/src/main/resources/moderato-common.yaml",
                "surfaces/src/main/resources/moderato-surfaces.yaml",
                "platform-api/src/main/resources/moderato-platform-api.yaml",
                "inference-service/src/main/resources/moderato-inference.yaml",
                "admin-ui/src/main/resources/moderato-admin-ui.yaml")) {
            sources.add(Tools.root().resolve(defaults));
        }
        return sources.stream().flatMap(SettingsTest::variables).collect(Collectors.toSet());
    }

    private static Stream<String> variables(Path file) {
        try {
            // in a table of the documents, or as ${NAME:default}
            return Pattern.compile("[`{](MODERATO_[A-Z0-9_]+)[`:}=]")
                    .matcher(Files.readString(file))
                    .results()
                    .map(match -> match.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
