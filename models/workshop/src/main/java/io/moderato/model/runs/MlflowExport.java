package io.moderato.model.runs;

import io.moderato.model.ModelException;
import io.moderato.model.runs.RunRecord.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlflow.api.proto.Service;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.MlflowHttpException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the content of a run's folder to an MLflow server. The run is found again by its id. The server itself stores how much it has (as
 * tags of the run), so nothing is added twice: not by sending twice, not after a failure, not from another machine. The limits are in
 * MLflow's {@code validation.py}. Not thread-safe, but {@link #close} may be called from another thread to break off a call.
 */
final class MlflowExport implements AutoCloseable {
    static final String RUN_ID = "moderato.run_id";
    static final String METRICS_SENT = "moderato.metrics_sent";
    static final String ARTIFACTS_SENT = "moderato.artifacts_sent";

    /**
     * The most metrics in one request. MLflow allows 1000 metrics, parameters and tags together; one place is for the tag with the count.
     */
    private static final int METRICS_OF_A_BATCH = 999;

    private static final int PARAMETERS_OF_A_BATCH = 100;
    private static final int LONGEST_PARAMETER = 6000;
    private static final int LONGEST_TAG = 5000;
    private static final int LONGEST_KEY = 250;
    private static final int HASH_DIGITS = 12;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MlflowServer server;
    private final MlflowClient client;
    private final MlflowArtifacts artifacts;

    /**
     * The result of sending.
     *
     * @param run MLflow's id of the run
     * @param notes the things that can never be sent, in words
     */
    record Sent(String run, long metrics, int parameters, int artifacts, List<String> notes) {}

    MlflowExport(MlflowServer server) {
        this.server = server;
        this.client = new MlflowClient(server.credentials());
        this.artifacts = new MlflowArtifacts(server);
    }

    /**
     * Sends everything that the server does not have yet.
     *
     * @throws ModelException if the folder holds no run, or the server cannot be reached or refuses
     */
    Sent send(Path folder) {
        RunRecord record =
                RunRecord.read(folder).orElseThrow(() -> new ModelException(folder, "holds no " + RunRecord.FILE));
        try {
            Service.Run run = run(record);
            String id = run.getInfo().getRunId();
            Map<String, String> tags = new HashMap<>();
            run.getData().getTagsList().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
            int parameters = sendParameters(record, run);
            long metrics = sendMetrics(folder, id, tags.get(METRICS_SENT));
            List<String> notes = new ArrayList<>();
            int files = sendArtifacts(folder, record, run, tags.get(ARTIFACTS_SENT), notes);
            sendStatus(record, run);
            return new Sent(id, metrics, parameters, files, notes);
        } catch (IOException | MlflowClientException | IllegalStateException e) {
            throw new ModelException("MLflow at %s: %s".formatted(server.url(), reason(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("MLflow at %s: interrupted".formatted(server.url()), e);
        }
    }

    private Service.Run run(RunRecord record) {
        String experiment = experiment();
        List<Service.Run> found = client.searchRuns(
                        List.of(experiment),
                        "tags.\"%s\" = '%s'".formatted(RUN_ID, record.id()),
                        ViewType.ACTIVE_ONLY,
                        1)
                .getItems();
        if (!found.isEmpty()) {
            return found.getFirst();
        }
        Service.CreateRun.Builder request = Service.CreateRun.newBuilder()
                .setExperimentId(experiment)
                .setRunName(record.name())
                .setStartTime(record.started().toEpochMilli());
        tags(record).forEach((key, value) -> request.addTags(tag(key, value)));
        return Service.Run.newBuilder()
                .setInfo(client.createRun(request.build()))
                .build();
    }

    private String experiment() {
        String name = server.experiment();
        return client.getExperimentByName(name).map(Experiment::getExperimentId).orElseGet(() -> {
            try {
                return client.createExperiment(name);
            } catch (MlflowHttpException e) {
                // another process may have made it in the meantime
                return client.getExperimentByName(name)
                        .map(Experiment::getExperimentId)
                        .orElseThrow(() -> e);
            }
        });
    }

    private static Map<String, String> tags(RunRecord record) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(RUN_ID, record.id());
        tags.put("moderato.kind", record.kind().name());
        tags.put("moderato.code_version", record.code().describe());
        tags.put("moderato.release", record.code().release());
        if (record.dataVersion() != null) {
            tags.put("moderato.data_version", record.dataVersion());
        }
        if (!record.code().commit().equals(CodeVersion.UNKNOWN)) {
            tags.put("mlflow.source.git.commit", record.code().commit());
        }
        tags.put("mlflow.runName", record.name());
        record.environment().forEach((key, value) -> tags.put("moderato." + key, value));
        return tags;
    }

    /**
     * Sends the parameters. MLflow cannot change a parameter, so a parameter that changed when the run was resumed keeps its first value
     * there.
     */
    private int sendParameters(RunRecord record, Service.Run run) {
        Set<String> there = new HashSet<>();
        run.getData().getParamsList().forEach(parameter -> there.add(parameter.getKey()));
        List<Param> missing = new ArrayList<>();
        record.parameters().forEach((key, value) -> {
            String name = cut(key.replaceAll("[^\\w\\-. /:]", "_"), LONGEST_KEY);
            if (there.add(name)) {
                missing.add(Param.newBuilder()
                        .setKey(name)
                        .setValue(cut(value, LONGEST_PARAMETER))
                        .build());
            }
        });
        for (int from = 0; from < missing.size(); from += PARAMETERS_OF_A_BATCH) {
            client.logBatch(
                    run.getInfo().getRunId(),
                    List.of(),
                    missing.subList(from, Math.min(missing.size(), from + PARAMETERS_OF_A_BATCH)),
                    List.of());
        }
        return missing.size();
    }

    /** Sends the metrics. The number of sent metrics is in the same request as the metrics. */
    private long sendMetrics(Path folder, String run, @Nullable String sentBefore) {
        long before = number(sentBefore);
        long sent = before;
        while (true) {
            List<MetricsFile.Line> lines = MetricsFile.read(folder, sent, METRICS_OF_A_BATCH);
            if (lines.isEmpty()) {
                return sent - before;
            }
            sent += lines.size();
            client.logBatch(
                    run,
                    lines.stream().map(MlflowExport::metric).toList(),
                    List.of(),
                    List.of(tag(METRICS_SENT, String.valueOf(sent))));
        }
    }

    private int sendArtifacts(
            Path folder, RunRecord record, Service.Run run, @Nullable String sentBefore, List<String> notes)
            throws IOException, InterruptedException {
        Map<String, String> wanted = new TreeMap<>();
        for (Artifact artifact : record.artifacts()) {
            wanted.put(artifact.path(), artifact.sha256().substring(0, HASH_DIGITS));
        }
        if (record.status() != RunStatus.RUNNING) {
            String ended = record.status() + " " + record.ended();
            for (String own : List.of(RunRecord.FILE, MetricsFile.FILE, Run.DATA_MANIFEST)) {
                wanted.put(own, ended);
            }
        }
        Map<String, String> sent = sent(sentBefore);
        wanted.entrySet().removeIf(entry -> entry.getValue().equals(sent.get(entry.getKey())));
        wanted.keySet().removeIf(path -> !Files.isRegularFile(folder.resolve(path)));
        if (wanted.isEmpty()) {
            return 0;
        }
        String root = artifacts.root(run.getInfo().getArtifactUri()).orElse(null);
        if (root == null) {
            notes.add("artifacts were not sent: the server's artifact store %s cannot be reached through the server"
                    .formatted(run.getInfo().getArtifactUri()));
            return 0;
        }
        int count = 0;
        for (Map.Entry<String, String> entry : wanted.entrySet()) {
            artifacts.put(root, entry.getKey(), folder.resolve(entry.getKey()));
            count++;
            sent.put(entry.getKey(), entry.getValue());
            String json = JSON.writeValueAsString(sent);
            if (json.length() <= LONGEST_TAG) {
                client.setTag(run.getInfo().getRunId(), ARTIFACTS_SENT, json);
            }
        }
        return count;
    }

    private void sendStatus(RunRecord record, Service.Run run) {
        Service.RunStatus status = switch (record.statusNow()) {
            case RUNNING -> Service.RunStatus.RUNNING;
            case FINISHED -> Service.RunStatus.FINISHED;
            case FAILED -> Service.RunStatus.FAILED;
            case KILLED -> Service.RunStatus.KILLED;
        };
        if (run.getInfo().getStatus() == status) {
            return;
        }
        String id = run.getInfo().getRunId();
        if (status == Service.RunStatus.RUNNING) {
            // the client's own call always sends an end time, but a resumed run has none
            client.sendPost("runs/update", JSON.writeValueAsString(Map.of("run_id", id, "status", status.name())));
        } else {
            Instant ended = record.ended() == null ? Instant.now() : record.ended();
            client.setTerminated(id, status, ended.toEpochMilli());
        }
    }

    private static Service.Metric metric(MetricsFile.Line line) {
        return Service.Metric.newBuilder()
                .setKey(line.key())
                .setValue(line.value())
                .setStep(line.step())
                .setTimestamp(line.time().toEpochMilli())
                .build();
    }

    private static RunTag tag(String key, String value) {
        return RunTag.newBuilder()
                .setKey(cut(key, LONGEST_KEY))
                .setValue(cut(value, LONGEST_TAG))
                .build();
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    private static long number(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private static Map<String, String> sent(@Nullable String json) {
        try {
            return json == null
                    ? new TreeMap<>()
                    : JSON.readValue(json, new TypeReference<TreeMap<String, String>>() {});
        } catch (JacksonException e) {
            return new TreeMap<>();
        }
    }

    private static String reason(Exception e) {
        if (e instanceof MlflowHttpException http) {
            return "status %d %s".formatted(http.getStatusCode(), cut(String.valueOf(http.getBodyMessage()), 300));
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    @Override
    public void close() {
        client.close();
        artifacts.close();
    }
}
