package io.moderato.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.moderato.deployment.kubernetes.Manifests.Workload;
import io.moderato.embedded.EmbeddedDatabase;
import io.moderato.embedded.EmbeddedKafka;
import io.moderato.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The programs of the manifests, with exactly the variables that their pods would have, against a real PostgreSQL and Kafka: the migration
 * ends, the probes find what they ask for, and a service that is told to stop does so within its time.
 */
class StartTest {
    /** Variables that say where something is: on this machine it is elsewhere. */
    private final Map<String, String> elsewhere = new HashMap<>();

    private final List<Process> processes = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @AfterEach
    void stopAll() {
        processes.forEach(Process::destroyForcibly);
        http.close();
    }

    @Test
    void servicesAreReadyAfterTheMigrationAndStopInTime() throws Exception {
        Manifests dev = Build.DEV.make();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("postgres"));
                EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            Manifests secrets = secrets(database, kafka);

            Process migration = start(dev.workload("database-migration"), "platform-api", dev, secrets, Ports.free());
            assertThat(migration.waitFor(3, TimeUnit.MINUTES)).as("it ends").isTrue();
            assertThat(migration.exitValue()).isZero();

            int inferencePort = Ports.free();
            elsewhere.put("MODERATO_INFERENCE_URL", "http://127.0.0.1:" + inferencePort);
            Running inference = start(dev, secrets, "inference-service", inferencePort);
            Running api = start(dev, secrets, "platform-api", Ports.free());
            Running console = start(dev, secrets, "admin-ui", Ports.free());
            for (Running service : List.of(inference, api, console)) {
                for (Probe probe : service.probes()) {
                    await().atMost(Duration.ofMinutes(3)).until(() -> {
                        assertThat(service.process().isAlive())
                                .as(service.name())
                                .isTrue();
                        return status(service.port(), probe.getHttpGet().getPath()) == 200;
                    });
                }
                assertThat(status(service.port(), "/actuator/health/nothing")).isEqualTo(404);
                assertThat(status(
                                service.port(),
                                Build.PRODUCTION
                                        .make()
                                        .tree("ServiceMonitor", "moderato")
                                        .at("/spec/endpoints/0/path")
                                        .asString()))
                        .isEqualTo(200);
            }
            assertThat(status(api.port(), "/api/v1/decisions"))
                    .as("it wants a key")
                    .isEqualTo(401);
            assertThat(status(console.port(), "/login")).isEqualTo(200);

            for (Running service : List.of(console, api, inference)) {
                service.process().destroy();
                assertThat(service.process().waitFor(service.secondsToStop(), TimeUnit.SECONDS))
                        .as(service.name() + " stops in time")
                        .isTrue();
            }
        }
    }

    private Running start(Manifests manifests, Manifests secrets, String name, int port) throws IOException {
        Workload workload = manifests.workload(name);
        return new Running(workload, start(workload, name, manifests, secrets, port), port);
    }

    private Process start(Workload workload, String module, Manifests manifests, Manifests secrets, int port)
            throws IOException {
        Path jar = Tools.root().resolve(module).resolve("target").resolve(module + "-0.1.0-SNAPSHOT-exec.jar");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx400m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(Files.createDirectories(Path.of("target", "start"))
                        .resolve(workload.name() + ".log")
                        .toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MODERATO_"));
        builder.environment().putAll(workload.environment(manifests, secrets));
        elsewhere.forEach((name, value) -> {
            if (builder.environment().containsKey(name) || name.startsWith("SPRING_KAFKA_")) {
                builder.environment().put(name, value);
            }
        });
        builder.environment().put("MODERATO_PORT", Integer.toString(port));
        processes.add(builder.start());
        return processes.getLast();
    }

    private Manifests secrets(EmbeddedDatabase database, EmbeddedKafka kafka) throws Exception {
        // this Kafka asks for a login without TLS
        kafka.clientProperties()
                .forEach((name, value) -> elsewhere.put(
                        "SPRING_KAFKA_PROPERTIES_"
                                + name.toUpperCase(Locale.ROOT).replace('.', '_'),
                        value));
        return Manifests.parse(Tools.run(
                        Tools.kubernetes("make-secrets"),
                        Map.of(
                                "MODERATO_DB_URL",
                                database.jdbcUrl("moderato"),
                                "MODERATO_DB_USER",
                                database.user(),
                                "MODERATO_DB_PASSWORD",
                                database.password(),
                                "MODERATO_DB_MIGRATION_USER",
                                "postgres",
                                "MODERATO_DB_MIGRATION_PASSWORD",
                                Files.readString(folder.resolve("postgres/password"))
                                        .strip(),
                                "MODERATO_KAFKA",
                                kafka.bootstrapServers()),
                        "production")
                .orFail());
    }

    private int status(int port, String path) throws InterruptedException {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notYet) {
            return -1;
        }
    }

    private record Running(Workload workload, Process process, int port) {
        String name() {
            return workload.name();
        }

        List<Probe> probes() {
            Container container = workload.container();
            return Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe())
                    .toList();
        }

        /** What is left of the pod's time after its pause. */
        long secondsToStop() {
            return workload.template().getSpec().getTerminationGracePeriodSeconds()
                    - workload.container()
                            .getLifecycle()
                            .getPreStop()
                            .getSleep()
                            .getSeconds();
        }
    }
}
