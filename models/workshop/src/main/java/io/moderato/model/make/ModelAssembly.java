package io.moderato.model.make;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.ModelException;
import io.moderato.model.ModerationSettings;
import io.moderato.model.ModerationSettings.Calibration;
import io.moderato.model.ModerationSettings.DataSource;
import io.moderato.model.card.Pages;
import io.moderato.model.data.LabelledText;
import io.moderato.model.evaluate.CalibrationFit;
import io.moderato.model.evaluate.Candidate;
import io.moderato.model.evaluate.EnsembleChoice;
import io.moderato.model.evaluate.Evaluation;
import io.moderato.model.evaluate.Int8Loss;
import io.moderato.model.evaluate.LimitChoice;
import io.moderato.model.evaluate.ModelBenchmark;
import io.moderato.model.evaluate.PlotFiles;
import io.moderato.model.export.TorchScriptExport.Precision;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.folder.ModelSeal;
import io.moderato.model.functional.FunctionalSentences;
import io.moderato.model.lineage.Making.Speed;
import io.moderato.model.rivals.Rivals;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.serving.LinearShare;
import io.moderato.model.serving.TextClassifier;
import io.moderato.model.train.ModelRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes a model folder from a trained encoder: export, calibration and limits from validation, measurements, card. */
final class ModelAssembly {
    private final ModelRecipe recipe;
    private final Descent descent;
    private final ClassifierTraining.Trained trained;
    private final List<Category> categories;
    private final List<DataSource> sources;
    private final String dataVersion;
    private final @Nullable Rivals rivals;
    private final Consumer<String> report;

    ModelAssembly(
            ModelRecipe recipe,
            Descent descent,
            ClassifierTraining.Trained trained,
            List<DataSource> sources,
            String dataVersion,
            @Nullable Rivals rivals,
            Consumer<String> report) {
        this.recipe = recipe;
        this.descent = descent;
        this.trained = trained;
        this.categories = trained.categories();
        this.sources = sources;
        this.dataVersion = dataVersion;
        this.rivals = rivals;
        this.report = report;
    }

    /**
     * Builds the folder beside the target, and renames the folder once it loads and is measured.
     *
     * @param validation rows to calibrate and measure on
     * @param sentences functional sentences, for categories without labelled validation rows
     */
    Path assemble(List<LabelledText> validation, List<LabelledText> sentences, Path target) {
        Path folder = target.resolveSibling(target.getFileName() + ".part");
        try {
            DraftModel draft = DraftModel.write(folder, recipe, sources, trained);
            List<LabelledText> rows = new ArrayList<>(validation);
            rows.addAll(sentences);
            List<LabelledText> sample = IntStream.range(0, validation.size())
                    .filter(i -> i % Int8Loss.FP32_EVERY == 0)
                    .mapToObj(validation::get)
                    .toList();
            Measured fp32 = measured(draft, Precision.FP32, sample);
            List<LabelledText> choosing = rivals == null ? rows : EnsembleChoice.alsoDisguised(rows);
            Measured int8 = measured(draft, Precision.INT8, choosing);
            Map<String, Double> loss = int8Loss(draft, sample, fp32.logits, validation.size(), int8.logits);
            report.accept("largest loss of ROC AUC by int8: " + Int8Loss.worst(loss));
            Map<Category, Double> shares = shares(folder, choosing, int8.logits);
            float[][] plain = Arrays.copyOf(int8.logits, rows.size());
            float[][] logits = shares.isEmpty() ? plain : mixed(draft, shares, rows, plain);
            ModerationSettings settings = draft.settings(calibration(rows, logits), Map.of(), shares);
            List<Scores> scores = scores(settings, logits).subList(0, validation.size());
            settings = draft.settings(
                    settings.calibration(),
                    LimitChoice.choose(validation, scores, categories, LimitChoice.MAX_HARMLESS_REJECTED),
                    shares);
            draft.write(settings);
            String version = ModelFolder.open(folder).version();
            Comparison comparison = comparison(folder, validation, loss)
                    .about(new Comparison.Subject(
                            version,
                            dataVersion,
                            LimitChoice.elsewhere(validation, scores, categories, LimitChoice.MAX_HARMLESS_REJECTED)));
            ModelFolder.JSON.writeValue(folder.resolve(ModelFolder.METRICS), comparison);
            PlotFiles.write(comparison, folder);
            descent.lineage(
                            trained.description(),
                            dataVersion,
                            settings.created(),
                            version,
                            new Speed(int8.speed, fp32.speed))
                    .write(folder);
            Pages.write(folder);
            try (TextClassifier loaded = TextClassifier.load(folder)) {
                ModelSeal.write(folder, loaded);
            }
            Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
            return target;
        } catch (IOException e) {
            throw new ModelException(folder, "cannot be written: " + e.getMessage(), e);
        }
    }

    private Map<String, Double> int8Loss(
            DraftModel draft, List<LabelledText> sample, float[][] fp32, int rows, float[][] int8) {
        ModerationSettings plain = draft.settings(Map.of(), Map.of(), Map.of());
        List<Scores> sampled = IntStream.range(0, rows)
                .filter(i -> i % Int8Loss.FP32_EVERY == 0)
                .mapToObj(i -> plain.scores(int8[i]))
                .toList();
        return Int8Loss.of(sample, scores(plain, fp32), sampled, categories);
    }

    /** The linear model's shares, if the mixture is better; then the linear model's file is in the folder. */
    private Map<Category, Double> shares(Path folder, List<LabelledText> rows, float[][] logits) {
        if (rivals == null) {
            return Map.of();
        }
        report.accept("trying an ensemble with the linear model");
        EnsembleChoice choice = EnsembleChoice.of(
                rows,
                categories,
                logits,
                rivals.linear().categories(),
                rivals.linear().logits(rows.stream().map(LabelledText::text).toList()));
        Map<Category, Double> shares = choice.shares();
        report.accept("mean ROC AUC by set, BERT alone: " + choice.bySet(Map.of()));
        report.accept(
                shares.isEmpty()
                        ? "no ensemble: the linear model helps no category"
                        : "ensemble with shares " + shares + ": " + choice.bySet(shares));
        if (!shares.isEmpty()) {
            rivals.linear().save(folder.resolve(ModelFolder.LINEAR));
        }
        return shares;
    }

    private float[][] mixed(DraftModel draft, Map<Category, Double> shares, List<LabelledText> rows, float[][] logits) {
        draft.write(draft.settings(Map.of(), Map.of(), shares));
        float[][] mixed = Arrays.stream(logits).map(float[]::clone).toArray(float[][]::new);
        LinearShare linear = LinearShare.of(ModelFolder.open(draft.folder()));
        if (linear != null) {
            linear.mixInto(mixed, rows.stream().map(LabelledText::text).toList());
        }
        return mixed;
    }

    private Comparison comparison(Path folder, List<LabelledText> validation, Map<String, Double> int8Loss) {
        Evaluation evaluation = new Evaluation("validation", validation, recipe.measuring(), report);
        try (TextClassifier classifier = TextClassifier.load(folder)) {
            List<Candidate> candidates = new ArrayList<>();
            candidates.add(Candidate.of(classifier, ModelFolder.open(folder)));
            if (rivals != null) {
                rivals.all().forEach(rival -> candidates.add(Candidate.of(rival)));
            }
            return evaluation.measure(candidates).withInt8Loss(int8Loss);
        } catch (IOException e) {
            throw new ModelException(folder, "cannot be read: " + e.getMessage(), e);
        }
    }

    private record Measured(float[][] logits, double speed) {}

    private Measured measured(DraftModel draft, Precision precision, List<LabelledText> rows) {
        report.accept("exporting and measuring " + precision);
        try (TextClassifier classifier = draft.load(precision)) {
            float[][] logits =
                    classifier.logits(rows.stream().map(LabelledText::text).toList());
            List<String> sample = ModelBenchmark.sampleTexts();
            double speed = ModelBenchmark.run(
                            classifier, sample, recipe.measuring().benchmark())
                    .textsPerSecond();
            report.accept("%s: %.0f texts/s at batch 32".formatted(precision, speed));
            return new Measured(logits, speed);
        }
    }

    private Map<Category, Calibration> calibration(List<LabelledText> rows, float[][] logits) {
        Map<Category, Calibration> calibration = new EnumMap<>(Category.class);
        for (int output = 0; output < categories.size(); output++) {
            Category category = categories.get(output);
            boolean real = LabelledText.haveBoth(
                    rows.stream().filter(ModelAssembly::fromASource).toList(), category);
            int[] known = IntStream.range(0, rows.size())
                    .filter(i -> rows.get(i).labels().containsKey(category) && (fromASource(rows.get(i)) || !real))
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
        return Arrays.stream(logits).map(settings::scores).toList();
    }

    /**
     * Whether a row comes from a source, and not from the functional sentences. Functional sentences are harder than posts of people, so
     * they calibrate only categories without other rows.
     */
    private static boolean fromASource(LabelledText row) {
        return !row.set().equals(FunctionalSentences.SET);
    }
}
