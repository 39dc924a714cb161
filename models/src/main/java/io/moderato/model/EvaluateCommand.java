package io.moderato.model;

import io.moderato.decision.Scores;
import io.moderato.model.data.DataFolder;
import io.moderato.model.data.DataFolder.Split;
import io.moderato.model.data.LabelledText;
import io.moderato.model.evaluate.Scorecard;
import io.moderato.model.weights.WriteAside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code workshop evaluate}: measures a model on the validation rows of the data. */
@Command(
        name = "evaluate",
        description = "Measures a model on validation rows: a table, and metrics as JSON.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, description = "Folder with text/*.jsonl.gz.")
    private @Nullable Path data;

    @Option(names = "--model", description = "Model folder (default: the shipped model).")
    private @Nullable Path model;

    @Option(
            names = "--output",
            description =
                    "Where to write the metrics (default: metrics.json of the model folder, if --model is given).")
    private @Nullable Path output;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (data == null || spec == null) {
            throw new IllegalStateException("picocli sets required options");
        }
        Path folder = model == null ? ShippedModel.unpackTo(Files.createTempDirectory("moderato-model")) : model;
        List<LabelledText> rows = DataFolder.open(data).read(Split.VALIDATION);
        var out = spec.commandLine().getOut();
        try (TextClassifier classifier = TextClassifier.load(folder)) {
            List<Scores> scores =
                    classifier.score(rows.stream().map(LabelledText::text).toList());
            ModelInfo info = classifier.info();
            Scorecard scorecard =
                    Scorecard.measure("validation", rows, scores, info.categories(), info.limits(), Map.of());
            out.printf("Model %s %s%n%n%s%n", info.name(), info.version(), scorecard.table());
            out.printf(
                    "Of %,d harmless texts, the suggested limits reject %.2f %%.%n",
                    scorecard.harmless(), 100 * scorecard.harmlessRejected());
            out.printf(
                    "%,.0f texts/s at batch 32%n",
                    ModelBenchmark.run(classifier, ModelBenchmark.sampleTexts(), java.time.Duration.ofSeconds(5))
                            .textsPerSecond());
            out.flush();
            Path metrics = output != null ? output : model != null ? model.resolve(ModelFolder.METRICS) : null;
            if (metrics != null) {
                WriteAside.replace(metrics, aside -> ModelFolder.JSON.writeValue(aside, scorecard));
            }
        }
        return 0;
    }
}
