package io.moderato.model.runs;

import io.moderato.model.ModelException;
import io.moderato.model.data.version.DataManifest;
import io.moderato.model.data.version.FileHash;
import io.moderato.model.runs.RunRecord.Artifact;
import io.moderato.model.runs.RunRecord.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run under way. Everything is written to the output folder at once: {@code run.json}, {@code metrics.jsonl} and {@code
 * data-manifest.json}. A run whose process ends in order, but without {@link #finish} or {@link #fail}, is recorded as killed. A run whose
 * process dies is found to be killed at the next start. Thread-safe.
 */
public final class Run implements AutoCloseable {
    /** The name of the data's manifest in a run's folder. */
    public static final String DATA_MANIFEST = "data-manifest.json";

    /** The folder for the records of earlier runs in the same output folder. */
    static final String EARLIER = "earlier-runs";

    private static final int MOST_ARTIFACTS = 10_000;

    private final Path folder;
    private final MetricsFile metricsFile;
    private final Thread atExit = new Thread(this::killed, "run-record");
    private final Map<String, Metric> metrics;
    private final Map<String, Artifact> artifacts = new TreeMap<>();
    private @Nullable MlflowMirror mirror;
    private RunRecord record;

    private Run(Path folder, RunRecord record) {
        this.folder = folder;
        this.record = record;
        this.metrics = new LinkedHashMap<>(record.metrics());
        record.artifacts().forEach(artifact -> artifacts.put(artifact.path(), artifact));
        this.metricsFile = MetricsFile.append(folder);
        record.write(folder);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts a run, or, if that is wanted, goes on with an interrupted run in that folder. A resumed run keeps its id, its start and its
     * metrics. The record of another run in that folder is moved to {@code earlier-runs/ID}.
     *
     * @param folder the run's output folder; it is made if it is missing
     * @param parameters the parameters of the call, by name; in a resumed run, they replace the earlier ones
     * @param data the manifest of the data; null if the run reads no data
     * @param resume whether to go on with an unfinished run
     * @throws ModelException if a living process still runs in that folder, or the record cannot be read or written
     */
    public static Run start(
            Path folder,
            RunKind kind,
            String name,
            Map<String, String> parameters,
            @Nullable DataManifest data,
            boolean resume) {
        Optional<RunRecord> earlier = RunRecord.read(folder);
        earlier.ifPresent(record -> {
            if (record.status() == RunStatus.RUNNING && record.process().alive()) {
                throw new ModelException(
                        folder,
                        "run %s still works in this folder (process %d)"
                                .formatted(record.id(), record.process().pid()));
            }
        });
        Optional<RunRecord> interrupted =
                earlier.filter(record -> resume && record.kind() == kind && record.status() != RunStatus.FINISHED);
        if (interrupted.isEmpty()) {
            earlier.ifPresent(record -> moveAside(folder, record));
        }
        if (data != null) {
            data.write(folder.resolve(DATA_MANIFEST));
        }
        Instant now = now();
        List<Instant> resumed = new ArrayList<>();
        interrupted.ifPresent(record -> {
            resumed.addAll(record.resumed());
            resumed.add(now);
        });
        return new Run(
                folder,
                new RunRecord(
                        RunRecord.FORMAT,
                        interrupted
                                .map(RunRecord::id)
                                .orElseGet(() -> UUID.randomUUID().toString().replace("-", "")),
                        kind,
                        name,
                        RunStatus.RUNNING,
                        interrupted.map(RunRecord::started).orElse(now),
                        resumed,
                        null,
                        data == null ? null : data.version(),
                        CodeVersion.current(),
                        environment(),
                        parameters,
                        interrupted.map(RunRecord::metrics).orElse(Map.of()),
                        interrupted.map(RunRecord::artifacts).orElse(List.of()),
                        null,
                        Writer.current()));
    }

    /**
     * Sends everything to an MLflow server, from now to the end of the run. A server that is down or slow delays the run by up to a minute
     * at its end, and by nothing before.
     *
     * @param report receives a line when the server fails, and when it answers again
     */
    public void sendTo(MlflowServer server, Consumer<String> report) {
        sendTo(server, MlflowMirror.Pace.STANDARD, report);
    }

    synchronized void sendTo(MlflowServer server, MlflowMirror.Pace pace, Consumer<String> report) {
        requireUnderWay();
        if (mirror != null) {
            throw new IllegalStateException("Run %s is already sent to a server".formatted(record.id()));
        }
        mirror = new MlflowMirror(server, folder, pace, report);
    }

    public String id() {
        return record().id();
    }

    /** The record so far. */
    public synchronized RunRecord record() {
        return record;
    }

    /**
     * Adds a measured value.
     *
     * @param key the metric's name: letters, digits, and any of {@code _ - . / space :}; slashes group metrics
     * @param step the number of training steps done; 0 if the run has no steps
     */
    public synchronized void metric(String key, double value, long step) {
        requireUnderWay();
        if (!key.matches("[\\w\\-. /:]{1,250}")) {
            throw new IllegalArgumentException("'%s' cannot be the name of a metric".formatted(key));
        }
        MetricsFile.Line line =
                new MetricsFile.Line(key, value, step, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        metricsFile.add(line);
        metrics.put(key, line.metric());
        tellMirror();
    }

    /** Adds measured values of one step. */
    public synchronized void metrics(Map<String, Double> values, long step) {
        values.forEach((key, value) -> metric(key, value, step));
    }

    /**
     * Records a result file of the run, or every file below a folder, with size and hash. A second call for the same file replaces the
     * first.
     *
     * @throws ModelException if a file cannot be read, or lies outside the run's folder
     */
    public synchronized void artifact(Path path) {
        requireUnderWay();
        Path root = folder.toAbsolutePath().normalize();
        Path absolute = path.toAbsolutePath().normalize();
        if (!absolute.startsWith(root)) {
            throw new ModelException(path, "lies outside the run's folder " + folder);
        }
        try (Stream<Path> files = Files.walk(absolute)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                if (artifacts.size() >= MOST_ARTIFACTS) {
                    throw new ModelException(folder, "has more than %,d artifacts".formatted(MOST_ARTIFACTS));
                }
                FileHash hash = FileHash.of(file);
                String name = root.relativize(file).toString().replace('\\', '/');
                artifacts.put(name, new Artifact(name, hash.size(), hash.sha256()));
            }
        } catch (IOException e) {
            throw new ModelException(path, "cannot be read: " + e.getMessage(), e);
        }
        update(RunStatus.RUNNING, null, null);
        tellMirror();
    }

    /** Records that the run was finished. */
    public void finish() {
        end(RunStatus.FINISHED, null);
    }

    /** Records that the run failed, and why. Does nothing after {@link #finish}. */
    public void fail(Throwable failure) {
        end(RunStatus.FAILED, failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }

    /** Records the run as killed, if nobody ended it before. */
    @Override
    public void close() {
        end(RunStatus.KILLED, null);
    }

    private synchronized void killed() {
        if (record.status() == RunStatus.RUNNING) {
            update(RunStatus.KILLED, now(), null);
        }
    }

    private void end(RunStatus status, @Nullable String failure) {
        MlflowMirror sending;
        synchronized (this) {
            if (record.status() != RunStatus.RUNNING) {
                return;
            }
            update(status, now(), failure);
            metricsFile.close();
            sending = mirror;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException shuttingDown) {
            // the process is already ending; its hook sees that the run has ended, and does nothing
        }
        if (sending != null) {
            sending.end();
        }
    }

    private void tellMirror() {
        if (mirror != null) {
            mirror.changed();
        }
    }

    private void update(RunStatus status, @Nullable Instant ended, @Nullable String failure) {
        record = new RunRecord(
                record.format(),
                record.id(),
                record.kind(),
                record.name(),
                status,
                record.started(),
                record.resumed(),
                ended,
                record.dataVersion(),
                record.code(),
                record.environment(),
                record.parameters(),
                metrics,
                List.copyOf(artifacts.values()),
                failure,
                record.process());
        record.write(folder);
    }

    private void requireUnderWay() {
        if (record.status() != RunStatus.RUNNING) {
            throw new IllegalStateException("Run %s has ended: %s".formatted(record.id(), record.status()));
        }
    }

    private static void moveAside(Path folder, RunRecord record) {
        Path aside = folder.resolve(EARLIER).resolve(record.id());
        try {
            Files.createDirectories(aside);
            for (String file : List.of(MetricsFile.FILE, DATA_MANIFEST, RunRecord.FILE)) {
                if (Files.exists(folder.resolve(file))) {
                    Files.move(folder.resolve(file), aside.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new ModelException(aside, "cannot be written: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("java", Runtime.version().toString());
        environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        environment.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        return environment;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
