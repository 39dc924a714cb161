package io.moderato.model;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModerationSettings.Calibration;
import io.moderato.model.ModerationSettings.DataSource;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.data.LabelledText;
import io.moderato.model.evaluate.CalibrationFit;
import io.moderato.model.evaluate.LimitChoice;
import io.moderato.model.evaluate.Scorecard;
import io.moderato.model.export.TorchScriptExport;
import io.moderato.model.export.TorchScriptExport.Precision;
import io.moderato.model.train.TrainingResult;
import io.moderato.model.weights.SafeTensors;
import io.moderato.model.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Puts a trained encoder into a model folder: export, calibration and limits from validation, measurements, card. */
final class ModelAssembly {
    /** A default policy may reject one harmless text in a hundred. */
    private static final double MAX_HARMLESS_REJECTED = 0.01;

    /** The comparison with fp32 takes every so many rows: it is several times slower, and both see the same ones. */
    private static final int FP32_EVERY = 8;

    private final String name;
    private final ModelBuild.Shape shape;
    private final EncoderConfig config;
    private final List<Category> categories;
    private final List<DataSource> sources;
    private final String command;
    private final Duration benchmark;
    private final Consumer<String> report;

    ModelAssembly(
            String name,
            ModelBuild.Shape shape,
            EncoderConfig config,
            List<Category> categories,
            List<DataSource> sources,
            String command,
            Duration benchmark,
            Consumer<String> report) {
        this.name = name;
        this.shape = shape;
        this.config = config;
        this.categories = categories;
        this.sources = sources;
        this.command = command;
        this.benchmark = benchmark;
        this.report = report;
    }

    /** Builds the folder beside the target and renames it once it loads and is measured. */
    Path assemble(TrainingResult result, Path tokenizer, List<LabelledText> validation, Path target) {
        Map<String, Tensor> weights = result.weights();
        Path folder = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.createDirectories(folder);
            Files.copy(tokenizer, folder.resolve(ModelFolder.TOKENIZER), StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(folder.resolve(ModelFolder.METRICS), "{}");
            Files.writeString(folder.resolve(ModelFolder.CARD), "");
            ModelFolder.JSON.writeValue(folder.resolve(ModelFolder.CONFIG), config);
            SafeTensors.write(
                    folder.resolve(ModelFolder.WEIGHTS), weights, SafeTensors.Type.F16, Map.of("format", "pt"));
            ModerationSettings settings = settings(Map.of(), Map.of());
            write(folder, settings);

            List<String> texts = validation.stream().map(LabelledText::text).toList();
            List<Integer> sample = java.util.stream.IntStream.range(0, texts.size())
                    .filter(i -> i % FP32_EVERY == 0)
                    .boxed()
                    .toList();
            Measured fp32 = measured(
                    folder,
                    weights,
                    Precision.FP32,
                    sample.stream().map(texts::get).toList());
            Measured int8 = measured(folder, weights, Precision.INT8, texts);
            settings = settings(calibration(validation, int8.logits), Map.of());
            List<Scores> scores = scores(settings, int8.logits);
            List<Scores> harmless = harmless(validation, scores);
            settings =
                    settings(settings.calibration(), LimitChoice.choose(harmless, categories, MAX_HARMLESS_REJECTED));
            write(folder, settings);

            Scorecard scorecard = Scorecard.measure(
                    "validation",
                    validation,
                    scores,
                    categories,
                    settings.limits(),
                    int8Loss(
                            sample.stream().map(validation::get).toList(),
                            scores(settings, fp32.logits),
                            sample.stream().map(scores::get).toList()));
            ModelFolder.JSON.writeValue(folder.resolve(ModelFolder.METRICS), scorecard);
            Files.writeString(
                    folder.resolve(ModelFolder.CARD),
                    new ModelCard(settings, config, scorecard, command, result.describe(), int8.speed, fp32.speed)
                            .markdown());
            TextClassifier.load(folder).close();
            Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
            return target;
        } catch (IOException e) {
            throw new ModelException(folder, "cannot be written: " + e.getMessage(), e);
        }
    }

    private record Measured(float[][] logits, double speed) {}

    private Measured measured(Path folder, Map<String, Tensor> weights, Precision precision, List<String> texts) {
        report.accept("exporting and measuring " + precision);
        TorchScriptExport.write(folder.resolve(ModelFolder.TORCH_SCRIPT), config, weights, precision);
        try (TextClassifier classifier = TextClassifier.load(folder)) {
            float[][] logits = classifier.logits(texts);
            List<String> sample = ModelBenchmark.sampleTexts();
            double speed = ModelBenchmark.run(classifier, sample, benchmark).textsPerSecond();
            report.accept("%s: %.0f texts/s at batch 32".formatted(precision, speed));
            return new Measured(logits, speed);
        }
    }

    private ModerationSettings settings(Map<Category, Calibration> calibration, Map<Category, Limit> limits) {
        Map<Category, Calibration> complete = new EnumMap<>(Category.class);
        categories.forEach(category -> complete.put(category, calibration.getOrDefault(category, Calibration.NONE)));
        return new ModerationSettings(
                1,
                name,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                categories,
                complete,
                shape.maxTokens(),
                shape.windowOverlap(),
                limits,
                sources);
    }

    private static void write(Path folder, ModerationSettings settings) {
        ModelFolder.JSON.writeValue(folder.resolve(ModelFolder.MODERATION), settings);
    }

    private Map<Category, Calibration> calibration(List<LabelledText> rows, float[][] logits) {
        Map<Category, Calibration> calibration = new EnumMap<>(Category.class);
        for (int output = 0; output < categories.size(); output++) {
            Category category = categories.get(output);
            int[] known = java.util.stream.IntStream.range(0, rows.size())
                    .filter(i -> rows.get(i).labels().containsKey(category))
                    .toArray();
            double[] of = new double[known.length];
            double[] targets = new double[known.length];
            double[] weights = new double[known.length];
            for (int i = 0; i < known.length; i++) {
                LabelledText.Label label = rows.get(known[i]).labels().get(category);
                of[i] = logits[known[i]][output];
                targets[i] = label == null ? 0 : label.target();
                weights[i] = label == null ? 0 : label.weight();
            }
            calibration.put(category, CalibrationFit.fit(of, targets, weights));
        }
        return calibration;
    }

    private List<Scores> scores(ModerationSettings settings, float[][] logits) {
        return java.util.Arrays.stream(logits).map(settings::scores).toList();
    }

    private static List<Scores> harmless(List<LabelledText> rows, List<Scores> scores) {
        return java.util.stream.IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).harmless())
                .mapToObj(scores::get)
                .toList();
    }

    /** By category, ROC AUC of fp32 minus that of int8. */
    private Map<Category, Double> int8Loss(List<LabelledText> rows, List<Scores> fp32, List<Scores> int8) {
        Map<Category, Double> loss = new LinkedHashMap<>();
        var before = Scorecard.measure("", rows, fp32, categories, Map.of(), Map.of())
                .overall();
        var after = Scorecard.measure("", rows, int8, categories, Map.of(), Map.of())
                .overall();
        for (Category category : categories) {
            Double of32 = before.get(category);
            Double of8 = after.get(category);
            if (of32 != null && of8 != null) {
                loss.put(category, Math.round((of32 - of8) * 10_000) / 10_000.0);
            }
        }
        return loss;
    }
}
