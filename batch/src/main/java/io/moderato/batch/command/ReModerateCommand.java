package io.moderato.batch.command;

import io.moderato.batch.BatchException;
import io.moderato.batch.input.Columns;
import io.moderato.batch.input.Format;
import io.moderato.batch.job.ReModeration;
import io.moderato.batch.job.Report;
import io.moderato.batch.job.Request;
import io.moderato.batch.job.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Judges an archive again. */
@Command(
        name = "re-moderate",
        description = {
            "Judges every row of an archive by a model, a policy and rules, and writes one result for each.",
            "The output appears when all is done. If the command is stopped or killed, the same command goes on where it was."
        },
        mixinStandardHelpOptions = true)
final class ReModerateCommand implements Callable<Integer> {
    private static final int STOPPED = 130;

    @Option(
            names = "--input",
            required = true,
            arity = "1..*",
            description = "Files, folders and patterns: JSON lines (.jsonl, .ndjson, .json, also with .gz) or Parquet")
    private List<String> inputs = List.of();

    @Option(names = "--output", required = true, description = "A folder that is not there yet")
    private String output = "";

    @Option(names = "--id", description = "The column with the id (default: ${DEFAULT-VALUE})", defaultValue = "id")
    private String id = "";

    @Option(
            names = "--text",
            description = "The column with the text (default: ${DEFAULT-VALUE})",
            defaultValue = "text")
    private String text = "";

    @Option(names = "--model", description = "Another model folder than the shipped one")
    private @Nullable Path model;

    @Option(names = "--rules-only", description = "Ask the rules and no model")
    private boolean rulesOnly;

    @Option(
            names = "--setup",
            description =
                    "The policy and rules of a community, as ./moderato batch setup writes them (default: those of a new one)")
    private @Nullable Path setup;

    @Option(
            names = "--written",
            description = "The kind of the files with results: ${COMPLETION-CANDIDATES} (default: that of the input)")
    private @Nullable Format written;

    @Option(
            names = "--cores",
            description = "Cores of this machine to use where Spark runs in this process (default: all)")
    private int cores;

    @Option(names = "--piece-bytes", hidden = true, description = "Bytes of JSON lines that a task reads")
    private long pieceBytes;

    @Override
    public Integer call() {
        Request request =
                new Request(inputs, output, new Columns(id, text), readSetup(), rulesOnly, model, written, pieceBytes);
        Terminal terminal = new Terminal();
        AtomicBoolean stopping = new AtomicBoolean();
        Thread stopped = new Thread(() -> {
            stopping.set(true);
            terminal.ends();
            System.err.println("Stopped. The same command goes on where it was.");
        });
        Runtime.getRuntime().addShutdownHook(stopped);
        try (JavaSparkContext spark = SparkStart.start("moderato re-moderate", cores)) {
            Report report = new ReModeration(spark, request).run(terminal);
            terminal.ends();
            System.out.printf(
                    "%,d results in %s, %,.0f a second%s%n  %s%n",
                    report.rows(),
                    output,
                    report.rowsOfLastRun() / report.seconds(),
                    report.malformed() == 0
                            ? ""
                            : "; %,d rows could not be read, %s/_malformed says why"
                                    .formatted(report.malformed(), output),
                    report.outcomes().entrySet().stream()
                            .map(each -> "%s %,d".formatted(each.getKey(), each.getValue()))
                            .collect(Collectors.joining(", ")));
            return 0;
        } catch (BatchException failed) {
            if (stopping.get()) {
                // who stopped it has been told what follows
                return STOPPED;
            }
            throw failed;
        } finally {
            terminal.ends();
            leave(stopped);
        }
    }

    /** The process ends by itself, and not because somebody stopped it. */
    private static void leave(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // then it tells what it has to tell
        }
    }

    private Setup readSetup() {
        if (setup == null) {
            return Setup.ofNewCommunity();
        }
        try {
            return Setup.of(Files.readString(setup), setup.toString());
        } catch (IOException unreadable) {
            throw new BatchException("There is no readable file " + setup + ".", unreadable);
        }
    }
}
