package io.moderato.model.runs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moderato.model.ModelException;
import io.moderato.model.weights.WriteAside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The facts about a run: the content of {@code run.json} in its output folder.
 *
 * @param format the version of this file's form
 * @param id the id, unique among all runs, by which the run is found again in MLflow
 * @param resumed the times when the run went on after an interruption, in order
 * @param ended the time when the run finished, failed or was found killed
 * @param dataVersion the version of the data; its manifest lies beside the record
 * @param parameters the parameters of the call
 * @param metrics the last value of each metric; all values are in {@code metrics.jsonl}
 * @param artifacts the result files, by their path in the folder
 * @param failure the reason of a failure
 * @param process the process that writes the record while the run is under way
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunRecord(
        int format,
        String id,
        RunKind kind,
        String name,
        RunStatus status,
        Instant started,
        List<Instant> resumed,
        @Nullable Instant ended,
        @Nullable String dataVersion,
        CodeVersion code,
        Map<String, String> environment,
        Map<String, String> parameters,
        Map<String, Metric> metrics,
        List<Artifact> artifacts,
        @Nullable String failure,
        Writer process) {
    /** The file's name. */
    public static final String FILE = "run.json";

    static final int FORMAT = 1;

    static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** A result file of a run. The parts of the path are separated by slashes. */
    public record Artifact(String path, long size, String sha256) {}

    /** A process. It stays identified even if its number is used again. */
    record Writer(String host, long pid, @Nullable Instant started) {
        static Writer current() {
            ProcessHandle self = ProcessHandle.current();
            return new Writer(hostName(), self.pid(), self.info().startInstant().orElse(null));
        }

        /** Whether the process certainly still runs. */
        boolean alive() {
            return host.equals(hostName()) && running();
        }

        /** Whether the process certainly has ended. About another machine's processes, nothing is known. */
        boolean gone() {
            return host.equals(hostName()) && !running();
        }

        private boolean running() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .flatMap(handle -> handle.info().startInstant())
                    .filter(instant -> instant.equals(started))
                    .isPresent();
        }

        private static String hostName() {
            try {
                return java.net.InetAddress.getLocalHost().getHostName();
            } catch (java.net.UnknownHostException e) {
                return "localhost";
            }
        }
    }

    public RunRecord {
        resumed = List.copyOf(resumed);
        parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        environment = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        metrics = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        artifacts = List.copyOf(artifacts);
    }

    /**
     * The record in a folder, unchanged; empty if there is none.
     *
     * @throws ModelException if the file is not a run record
     */
    public static Optional<RunRecord> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            RunRecord record = JSON.readValue(file, RunRecord.class);
            if (record.format != FORMAT) {
                throw new ModelException(file, "has format %d, known is %d".formatted(record.format, FORMAT));
            }
            return Optional.of(record);
        } catch (JacksonException | NullPointerException e) {
            throw new ModelException(file, "is not a run record: " + e.getMessage(), e);
        }
    }

    /** The present status. A run whose process is gone counts as killed, whatever its record says. */
    public RunStatus statusNow() {
        return status == RunStatus.RUNNING && process.gone() ? RunStatus.KILLED : status;
    }

    void write(Path folder) {
        WriteAside.replace(folder.resolve(FILE), aside -> JSON.writeValue(aside, this));
    }
}
