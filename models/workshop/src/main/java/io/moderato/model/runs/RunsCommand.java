package io.moderato.model.runs;

import io.moderato.model.ModelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code workshop runs}: lists the runs below a folder, and sends them to an MLflow server. */
@Command(
        name = "runs",
        description = "The records of training, pre-training and evaluation runs.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(list | send)")
public final class RunsCommand {
    private static final int DEEPEST = 6;
    private static final int MOST_RUNS = 10_000;
    private static final int SHORT = 12;
    private static final int METRICS = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Command(name = "list", description = "Prints the runs below a folder.", mixinStandardHelpOptions = true)
    int list(@Parameters(paramLabel = "DIR", description = "Folder to look in.") Path folder) {
        PrintWriter out = out();
        String row = "%-12s  %-11s  %-8s  %-20s  %9s  %-12s  %-12s  %-24s  %s%n";
        out.printf(row, "id", "kind", "status", "started", "took", "data", "code", "name", "last metrics");
        int broken = 0;
        for (Path each : folders(folder)) {
            RunRecord record;
            try {
                record = RunRecord.read(each).orElseThrow();
            } catch (ModelException e) {
                out.println(e.getMessage());
                broken++;
                continue;
            }
            out.printf(
                    row,
                    cut(record.id()),
                    record.kind(),
                    record.statusNow(),
                    record.started().truncatedTo(ChronoUnit.SECONDS),
                    took(record),
                    record.dataVersion() == null ? "" : cut(record.dataVersion()),
                    cut(record.code().commit()) + (record.code().dirty() ? "*" : ""),
                    record.name(),
                    record.metrics().entrySet().stream()
                            .limit(METRICS)
                            .map(e -> "%s=%.4g@%d"
                                    .formatted(
                                            e.getKey(),
                                            e.getValue().value(),
                                            e.getValue().step()))
                            .collect(Collectors.joining(" ")));
        }
        out.flush();
        return broken == 0 ? 0 : 1;
    }

    @Command(
            name = "send",
            description = "Sends the runs below a folder to an MLflow server; nothing is sent twice.",
            mixinStandardHelpOptions = true)
    int send(
            @Parameters(paramLabel = "DIR", description = "Folder to look in.") Path folder,
            @Option(names = "--mlflow", required = true, paramLabel = "URL", description = "The tracking server.")
                    String url,
            @Option(
                            names = "--minutes",
                            defaultValue = "30",
                            description = "The longest time for sending one run (default: ${DEFAULT-VALUE}).")
                    long minutes) {
        PrintWriter out = out();
        List<Path> folders = folders(folder);
        if (folders.isEmpty()) {
            throw new ModelException(folder, "holds no " + RunRecord.FILE);
        }
        MlflowServer server = MlflowServer.of(url);
        int failed = 0;
        for (Path each : folders) {
            try {
                MlflowExport.Sent sent = send(server, each, Duration.ofMinutes(minutes));
                out.printf(
                        "%s: run %s got %d parameters, %d metrics, %d artifacts%n",
                        each, sent.run(), sent.parameters(), sent.metrics(), sent.artifacts());
                sent.notes().forEach(out::println);
            } catch (ModelException e) {
                out.println(each + ": " + e.getMessage());
                failed++;
            }
            out.flush();
        }
        return failed == 0 ? 0 : 1;
    }

    /** Sends a run within that time. The client has no timeouts, so a call that takes too long is broken off by closing the client. */
    private static MlflowExport.Sent send(MlflowServer server, Path folder, Duration patience) {
        try (ExecutorService thread = Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().factory());
                MlflowExport export = new MlflowExport(server)) {
            Future<MlflowExport.Sent> sending = thread.submit(() -> export.send(folder));
            return sending.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ModelException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new ModelException("MLflow at %s did not answer within %s".formatted(server.url(), patience), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("Interrupted", e);
        }
    }

    private static List<Path> folders(Path folder) {
        try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
            Map<Path, Instant> started = files.filter(
                            file -> file.getFileName().toString().equals(RunRecord.FILE))
                    .limit(MOST_RUNS)
                    .map(file -> file.toAbsolutePath().getParent())
                    .collect(Collectors.toMap(each -> each, RunsCommand::started));
            return started.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new ModelException(folder, "cannot be listed: " + e.getMessage(), e);
        }
    }

    private static Instant started(Path folder) {
        try {
            return RunRecord.read(folder).map(RunRecord::started).orElse(Instant.MAX);
        } catch (ModelException broken) {
            return Instant.MAX;
        }
    }

    private static String took(RunRecord record) {
        if (record.ended() == null) {
            return "";
        }
        Duration took = Duration.between(record.started(), record.ended());
        return "%d:%02d:%02d".formatted(took.toHours(), took.toMinutesPart(), took.toSecondsPart());
    }

    private static String cut(String text) {
        return text.length() <= SHORT ? text : text.substring(0, SHORT);
    }

    private PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the specification");
        }
        return spec.commandLine().getOut();
    }
}
