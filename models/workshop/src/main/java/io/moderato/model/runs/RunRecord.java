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
 * What is known about a run: the content of {@code run.json} in its output folder.
 *
 * @param format the version of this file's form
 * @param id unique among all runs; MLflow finds the run again by it
 * @param resumed when it went on after an interruption, in order
 * @param ended when it finished, failed or was found killed
 * @param dataVersion the version of the data, whose manifest lies beside the record
 * @param parameters what it was called with
 * @param metrics the last value of each metric; all of them are in {@code metrics.jsonl}
 * @param artifacts the files that came of it, by their path in the folder
 * @param failure why it failed
 * @param process who writes the record while the run is under way
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

    /** A file that came of a run. Paths are separated by slashes. */
    public record Artifact(String path, long size, String sha256) {}

    /** A process, unambiguous even where numbers are used again. */
    record Writer(String host, long pid, @Nullable Instant started) {
        static Writer current() {
            ProcessHandle self = ProcessHandle.current();
            return new Writer(hostName(), self.pid(), self.info().startInstant().orElse(null));
        }

        /** Whether it surely still runs. */
        boolean alive() {
            return host.equals(hostName()) && running();
        }

        /** Whether it surely runs no more; of another machine's processes, nothing is known. */
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
     * The record of a folder, if there is one, as it was written.
     *
     * @throws ModelException if the file is no run record
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
            throw new ModelException(file, "is no run record: " + e.getMessage(), e);
        }
    }

    /** The status now: a run whose process is gone was killed, whatever its record says. */
    public RunStatus statusNow() {
        return status == RunStatus.RUNNING && process.gone() ? RunStatus.KILLED : status;
    }

    void write(Path folder) {
        WriteAside.replace(folder.resolve(FILE), aside -> JSON.writeValue(aside, this));
    }
}
