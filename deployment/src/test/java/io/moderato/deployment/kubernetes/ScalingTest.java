package io.moderato.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.moderato.content.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Autoscaling and monitoring name what is there: deployments, lanes of the pipeline, ports, the job that the rules ask for. */
class ScalingTest {
    private static final String GROUP = "moderato-inference";

    @ParameterizedTest
    @EnumSource(names = {"PRODUCTION", "CHART"})
    void theApiHasPodsByCpu(Build build) {
        Manifests manifests = build.make();
        HorizontalPodAutoscaler scaler = manifests.one(HorizontalPodAutoscaler.class, "platform-api");
        Deployment target = manifests.one(
                Deployment.class, scaler.getSpec().getScaleTargetRef().getName());

        assertThat(target.getSpec().getReplicas())
                .as("would fight the autoscaler at each apply")
                .isNull();
        assertThat(scaler.getSpec().getMinReplicas()).isEqualTo(3);
        assertThat(scaler.getSpec().getMaxReplicas()).isGreaterThan(3);
        assertThat(target.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getResources()
                        .getRequests())
                .as("what the percentage is of")
                .containsKey("cpu");
    }

    @ParameterizedTest
    @EnumSource(names = {"PRODUCTION", "CHART"})
    void theInferenceServiceHasPodsByWhatWaitsInEachLane(Build build) {
        Manifests manifests = build.make();
        JsonNode scaler = manifests.tree("ScaledObject", "inference-service");
        Deployment target = manifests.one(
                Deployment.class, scaler.at("/spec/scaleTargetRef/name").asString());

        assertThat(target.getSpec().getReplicas()).isNull();
        assertThat(StreamSupport.stream(scaler.at("/spec/triggers").spliterator(), false)
                        .map(trigger -> Map.of(
                                "topic",
                                trigger.at("/metadata/topic").asString(),
                                "group",
                                trigger.at("/metadata/consumerGroup").asString())))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Lane.values())
                        .map(lane -> Map.of("topic", lane.topic(), "group", lane.group(GROUP)))
                        .toList());
        assertThat(scaler.at("/spec/triggers")).allSatisfy(trigger -> {
            assertThat(manifests.workload("inference-service").container().getEnv())
                    .extracting("name")
                    .contains(trigger.at("/metadata/bootstrapServersFromEnv").asString());
            manifests.tree(
                    "TriggerAuthentication",
                    trigger.at("/authenticationRef/name").asString());
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"PRODUCTION", "CHART"})
    void everyConsumerHasAPartition(Build build) {
        Manifests manifests = build.make();
        Map<String, String> settings = manifests.all(ConfigMap.class).getFirst().getData();
        int pods = manifests
                .tree("ScaledObject", "inference-service")
                .at("/spec/maxReplicaCount")
                .asInt();

        assertThat(pods * Integer.parseInt(settings.get("MODERATO_PIPELINE_CONCURRENCY")))
                .isLessThanOrEqualTo(Integer.parseInt(settings.get("MODERATO_PARTITIONS")));
    }

    @ParameterizedTest
    @EnumSource(names = {"PRODUCTION", "CHART"})
    void prometheusReadsEachServiceAsTheJobThatTheRulesAskFor(Build build) throws IOException {
        Manifests manifests = build.make();
        JsonNode monitor = manifests.tree("ServiceMonitor", "moderato");
        JsonNode selector = monitor.at("/spec/selector/matchLabels");
        String jobLabel = monitor.at("/spec/jobLabel").asString();

        assertThat(manifests.all(Service.class)).hasSize(3).allSatisfy(service -> {
            Map<String, String> labels = service.getMetadata().getLabels();
            selector.properties()
                    .forEach(entry -> assertThat(labels)
                            .containsEntry(entry.getKey(), entry.getValue().asString()));
            assertThat(service.getSpec().getPorts())
                    .extracting("name")
                    .contains(monitor.at("/spec/endpoints/0/port").asString());
            assertThat(Files.readString(Tools.root().resolve("deployment/monitoring/rules/moderato.rules.yml")))
                    .contains("up{job=\"%s\"}".formatted(labels.get(jobLabel)));
        });
    }
}
