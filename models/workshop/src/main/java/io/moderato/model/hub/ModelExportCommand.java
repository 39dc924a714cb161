package io.moderato.model.hub;

import io.moderato.model.EncoderConfig;
import io.moderato.model.ModelException;
import io.moderato.model.ModerationSettings;
import io.moderato.model.card.Pages;
import io.moderato.model.evaluate.ModelBenchmark;
import io.moderato.model.export.SampleWindows;
import io.moderato.model.export.TorchScriptExport;
import io.moderato.model.export.TorchScriptExport.Precision;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.folder.ModelSeal;
import io.moderato.model.lineage.Lineage;
import io.moderato.model.lineage.Making;
import io.moderato.model.lineage.Making.Imported;
import io.moderato.model.serving.TextClassifier;
import io.moderato.model.serving.TextTokenizer;
import io.moderato.model.weights.StoredWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code model export FOLDER}: writes the folder's program again, in the form of this release. */
@Command(
        name = "export",
        description =
                "Writes a folder's model.pt again from its weights, in int8 in the form of this release; the model gets a new version.",
        mixinStandardHelpOptions = true)
final class ModelExportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "The model folder.")
    private @Nullable Path folder;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path path = Objects.requireNonNull(folder);
        ModelFolder model = ModelFolder.open(path);
        if (model.moderation().fromElsewhere()) {
            throw new ModelException(
                    model.file(ModelFolder.TORCH_SCRIPT), "was traced elsewhere, so there are no weights to export");
        }
        List<String> texts = ModelBenchmark.sampleTexts();
        float[][] before = logits(path, texts);
        Path tried = Files.createTempDirectory(path.toAbsolutePath().getParent(), ".export-");
        try {
            try (Stream<Path> files = Files.list(path)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, tried.resolve(file.getFileName()));
                }
            }
            EncoderConfig config = model.config();
            Path program = tried.resolve(ModelFolder.TORCH_SCRIPT);
            TorchScriptExport.write(
                    program,
                    config,
                    StoredWeights.open(List.of(model.file(ModelFolder.WEIGHTS)), config),
                    Precision.INT8,
                    samples(model));
            float[][] after = logits(tried, texts);
            Lineage lineage = Lineage.read(tried);
            if (lineage.made() instanceof Imported imported) {
                new Lineage(imported.exported(new Making.Export(true, null)), lineage.ancestors()).write(tried);
            }
            Pages.write(tried);
            try (TextClassifier loaded = TextClassifier.load(tried)) {
                ModelSeal.write(tried, loaded);
            }
            for (String file :
                    List.of(ModelFolder.TORCH_SCRIPT, ModelFolder.LINEAGE, ModelFolder.CARD, ModelSeal.FILE)) {
                Files.move(
                        tried.resolve(file),
                        model.file(file),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
            }
            var out = Objects.requireNonNull(spec).commandLine().getOut();
            out.printf(
                    "version %s, was %s; the largest change of a logit over %d texts is %.3f%n"
                            + "The metrics still belong to the old version; ./moderato evaluate --data DATA --model %s --renew measures the new one.%n",
                    ModelFolder.open(path).version(),
                    model.version(),
                    texts.size(),
                    largestChange(before, after),
                    path);
            out.flush();
        } finally {
            try (Stream<Path> files = Files.list(tried)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(tried);
        }
        return 0;
    }

    private static List<long[]> samples(ModelFolder model) {
        ModerationSettings settings = model.moderation();
        try (TextTokenizer tokenizer = TextTokenizer.open(
                model.file(ModelFolder.TOKENIZER),
                settings.maxTokens(),
                settings.windowOverlap(),
                settings.effectiveNormalization())) {
            return SampleWindows.of(tokenizer);
        }
    }

    private static float[][] logits(Path folder, List<String> texts) {
        try (TextClassifier classifier = TextClassifier.load(folder)) {
            return classifier.logits(texts);
        }
    }

    private static double largestChange(float[][] before, float[][] after) {
        double largest = 0;
        for (int row = 0; row < before.length; row++) {
            for (int i = 0; i < before[row].length; i++) {
                largest = Math.max(largest, Math.abs(after[row][i] - before[row][i]));
            }
        }
        return largest;
    }
}
