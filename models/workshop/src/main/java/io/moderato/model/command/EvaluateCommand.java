package io.moderato.model.command;

import io.moderato.model.data.DataFolder;
import io.moderato.model.data.DataFolder.Split;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.version.DataManifest;
import io.moderato.model.evaluate.Candidate;
import io.moderato.model.evaluate.Evaluation;
import io.moderato.model.evaluate.PlotFiles;
import io.moderato.model.evaluate.ScorecardMarkdown;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.folder.ModelInfo;
import io.moderato.model.folder.ShippedModel;
import io.moderato.model.make.FiguresRenewal;
import io.moderato.model.rivals.Rivals;
import io.moderato.model.runs.MlflowServer;
import io.moderato.model.runs.Run;
import io.moderato.model.runs.RunKind;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.serving.TextClassifier;
import io.moderato.model.weights.WriteAside;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code workshop evaluate}: measures a model, and the rivals beside it, on the validation rows of the data. */
@Command(
        name = "evaluate",
        description = "Measures a model and its classical rivals side by side: tables, metrics as JSON, plots.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    private static final String SCORECARD = "scorecard.md";

    @Option(names = "--data", required = true, description = "Folder with text/*.jsonl.gz.")
    private @Nullable Path data;

    @Option(names = "--model", description = "Model folder (default: the shipped model).")
    private @Nullable Path model;

    @Option(
            names = "--beside",
            split = ",",
            description = "Folders of other models to measure beside this one, in this order.")
    private List<Path> beside = new ArrayList<>();

    @Option(names = "--rivals", description = "Folder with linear.bin and forest.bin, as ./moderato rivals writes it.")
    private @Nullable Path rivals;

    @Option(names = "--output", description = "Folder for metrics.json, scorecard.md and plots/*.svg (default: none).")
    private @Nullable Path output;

    @Option(names = "--sets", split = ",", description = "Only these sets.")
    private List<String> sets = new ArrayList<>();

    @Option(names = "--sample", description = "The most rows of each set (default: all).")
    private int sample;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Seed of the functional sentences and the disguised texts (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--sentences",
            defaultValue = "100",
            description = "Functional sentences of each function (default: ${DEFAULT-VALUE}).")
    private int sentences;

    @Option(
            names = "--seconds",
            defaultValue = "5",
            description =
                    "How long the speed of each model is measured; 0 to leave it out (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--renew",
            description =
                    "Measure on all rows and put the results into the metrics, the plots and the card of the model folder, after its"
                            + " program was exported anew. The rivals keep their figures.")
    private boolean renew;

    @Mixin
    private MlflowOption mlflow = new MlflowOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (data == null || spec == null) {
            throw new IllegalStateException("picocli sets required options");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (mlflow.isGiven() && output == null) {
            throw new ParameterException(spec.commandLine(), "--mlflow needs --output, where the run is recorded");
        }
        if (renew) {
            return renewed(out, spec);
        }
        Path folder = model == null ? ShippedModel.unpackTo(Files.createTempDirectory("moderato-model")) : model;
        List<LabelledText> rows = chosen(DataFolder.open(data).read(Split.VALIDATION), spec);
        TimedLines.to(out).accept("%,d texts to measure on".formatted(rows.size()));
        if (output == null) {
            print(out, measured(folder, rows, out));
            return 0;
        }
        ModelInfo info = ModelFolder.open(folder).info();
        Map<String, String> parameters = Map.of(
                "model", info.name(),
                "model_version", info.version(),
                "sets", String.join(",", sets),
                "beside", beside.toString(),
                "sample", String.valueOf(sample),
                "seed", String.valueOf(seed));
        DataManifest manifest = DataManifest.of(data, part -> {});
        try (Run run = Run.start(output, RunKind.EVALUATION, info.name(), parameters, manifest, false)) {
            try {
                MlflowServer server = mlflow.server();
                if (server != null) {
                    run.sendTo(server, TimedLines.to(out));
                }
                Comparison comparison = measured(folder, rows, out);
                print(out, comparison);
                write(comparison, new ScorecardMarkdown(comparison), output);
                run.metrics(comparison.model().byName(), 0);
                for (String file : List.of(ModelFolder.METRICS, SCORECARD, PlotFiles.FOLDER)) {
                    run.artifact(output.resolve(file));
                }
                run.finish();
                TimedLines.to(out).accept("written to " + output);
            } catch (RuntimeException e) {
                run.fail(e);
                throw e;
            }
        }
        return 0;
    }

    private int renewed(PrintWriter out, CommandSpec command) throws IOException {
        if (data == null
                || model == null
                || output != null
                || rivals != null
                || sample > 0
                || !sets.isEmpty()
                || !beside.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--renew needs --data and --model, and measures only this model, on all rows");
        }
        List<LabelledText> rows = DataFolder.open(data).read(Split.VALIDATION);
        new FiguresRenewal(
                        evaluation(rows, out), DataManifest.of(data, part -> {}).version(), TimedLines.to(out))
                .renew(model, rows);
        return 0;
    }

    private Evaluation evaluation(List<LabelledText> rows, PrintWriter out) {
        return new Evaluation(
                "validation",
                rows,
                new Evaluation.Options(
                        seed, sentences, Evaluation.Options.STANDARD.disguisedOfASet(), Duration.ofSeconds(seconds)),
                TimedLines.to(out));
    }

    private Comparison measured(Path folder, List<LabelledText> rows, PrintWriter out) throws IOException {
        Evaluation evaluation = evaluation(rows, out);
        List<Candidate> candidates = new ArrayList<>();
        List<TextClassifier> loaded = new ArrayList<>();
        try {
            List<Path> folders = new ArrayList<>(List.of(folder));
            folders.addAll(beside);
            for (Path each : folders) {
                loaded.add(TextClassifier.load(each));
                Candidate candidate = Candidate.of(loaded.getLast(), ModelFolder.open(each));
                boolean repeated = candidates.stream()
                        .anyMatch(other ->
                                other.scorer().name().equals(candidate.scorer().name()));
                candidates.add(
                        repeated
                                ? candidate.named(candidate.scorer().name() + " "
                                        + ModelFolder.open(each).version())
                                : candidate);
            }
            if (rivals != null) {
                Rivals.load(rivals).all().forEach(rival -> candidates.add(Candidate.of(rival)));
            }
            return evaluation.measure(candidates);
        } finally {
            loaded.forEach(TextClassifier::close);
        }
    }

    private void print(PrintWriter out, Comparison comparison) {
        ScorecardMarkdown markdown = new ScorecardMarkdown(comparison);
        out.printf("%n%s%n%s", markdown.headline(), markdown.bySet());
        if (rivals == null && beside.isEmpty()) {
            out.printf(
                    "%nMeasured without rivals. ./moderato rivals --data %s --output RIVALS trains the classical rivals; then add --rivals RIVALS.%n",
                    data);
        }
        out.flush();
    }

    /** Writes {@code metrics.json}, {@code scorecard.md} and {@code plots/}. */
    static void write(Comparison comparison, ScorecardMarkdown markdown, Path folder) {
        WriteAside.replace(
                folder.resolve(ModelFolder.METRICS), aside -> ModelFolder.JSON.writeValue(aside, comparison));
        WriteAside.replace(folder.resolve(SCORECARD), aside -> Files.writeString(aside, markdown.text()));
        PlotFiles.write(comparison, folder);
    }

    private List<LabelledText> chosen(List<LabelledText> rows, CommandSpec command) {
        List<String> known = rows.stream().map(LabelledText::set).distinct().toList();
        for (String set : sets) {
            if (!known.contains(set)) {
                throw new ParameterException(
                        command.commandLine(), "--sets names '%s'; the sets are %s".formatted(set, known));
            }
        }
        List<LabelledText> wanted = new ArrayList<>(rows.stream()
                .filter(row -> sets.isEmpty() || sets.contains(row.set()))
                .toList());
        if (sample <= 0) {
            return wanted;
        }
        // the rows are drawn by chance, because many sets begin with rows of one label, or alternate
        Collections.shuffle(wanted, new Random(seed));
        Map<String, Integer> taken = new HashMap<>();
        return wanted.stream()
                .filter(row -> taken.merge(row.set(), 1, Integer::sum) <= sample)
                .toList();
    }
}
