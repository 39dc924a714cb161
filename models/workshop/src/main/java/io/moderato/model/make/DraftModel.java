package io.moderato.model.make;

import io.moderato.decision.Category;
import io.moderato.model.ModelException;
import io.moderato.model.ModerationSettings;
import io.moderato.model.ModerationSettings.Calibration;
import io.moderato.model.ModerationSettings.DataSource;
import io.moderato.model.ModerationSettings.Limit;
import io.moderato.model.export.SampleWindows;
import io.moderato.model.export.TorchScriptExport;
import io.moderato.model.export.TorchScriptExport.Precision;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.serving.TextClassifier;
import io.moderato.model.serving.TextTokenizer;
import io.moderato.model.train.ModelRecipe;
import io.moderato.model.weights.SafeTensors;
import io.moderato.model.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A model folder under construction: it loads and scores, but nothing is calibrated or measured yet. */
final class DraftModel {
    /** The languages of the model: all sets that the workshop knows are in English. */
    private static final List<String> LANGUAGES = List.of("en");

    private final Path folder;
    private final ModelRecipe recipe;
    private final List<DataSource> sources;
    private final ClassifierTraining.Trained trained;
    private final Map<String, Tensor> weights;

    private DraftModel(Path folder, ModelRecipe recipe, List<DataSource> sources, ClassifierTraining.Trained trained) {
        this.folder = folder;
        this.recipe = recipe;
        this.sources = sources;
        this.trained = trained;
        this.weights = trained.weights();
    }

    /**
     * Writes the folder of a trained encoder.
     *
     * @throws ModelException if the folder cannot be written
     */
    static DraftModel write(
            Path folder, ModelRecipe recipe, List<DataSource> sources, ClassifierTraining.Trained trained) {
        DraftModel draft = new DraftModel(folder, recipe, sources, trained);
        try {
            Files.createDirectories(folder);
            Files.copy(trained.tokenizer(), folder.resolve(ModelFolder.TOKENIZER), StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(folder.resolve(ModelFolder.METRICS), "{}");
            Files.writeString(folder.resolve(ModelFolder.LINEAGE), "{}");
            Files.writeString(folder.resolve(ModelFolder.CARD), "");
            ModelFolder.JSON.writeValue(folder.resolve(ModelFolder.CONFIG), trained.config());
            SafeTensors.write(
                    folder.resolve(ModelFolder.WEIGHTS), draft.weights, SafeTensors.Type.F16, Map.of("format", "pt"));
        } catch (IOException e) {
            throw new ModelException(folder, "cannot be written: " + e.getMessage(), e);
        }
        draft.write(draft.settings(Map.of(), Map.of(), Map.of()));
        return draft;
    }

    Path folder() {
        return folder;
    }

    /**
     * The settings of the folder with that calibration, those limits and those shares. A category without calibration keeps its own
     * probability.
     */
    ModerationSettings settings(
            Map<Category, Calibration> calibration, Map<Category, Limit> limits, Map<Category, Double> linearShares) {
        Map<Category, Calibration> complete = new EnumMap<>(Category.class);
        trained.categories()
                .forEach(category -> complete.put(category, calibration.getOrDefault(category, Calibration.NONE)));
        return new ModerationSettings(
                1,
                recipe.name(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                trained.categories(),
                complete,
                recipe.shape().maxTokens(),
                recipe.shape().windowOverlap(),
                limits,
                sources,
                null,
                null,
                null,
                linearShares.isEmpty() ? null : linearShares,
                LANGUAGES);
    }

    void write(ModerationSettings settings) {
        ModelFolder.JSON.writeValue(folder.resolve(ModelFolder.MODERATION), settings);
    }

    /** Exports the program in that precision and loads the folder with it. */
    TextClassifier load(Precision precision) {
        try (TextTokenizer tokenizer = TextTokenizer.open(
                folder.resolve(ModelFolder.TOKENIZER),
                recipe.shape().maxTokens(),
                recipe.shape().windowOverlap())) {
            TorchScriptExport.write(
                    folder.resolve(ModelFolder.TORCH_SCRIPT),
                    trained.config(),
                    weights,
                    precision,
                    SampleWindows.of(tokenizer));
        }
        return TextClassifier.load(folder);
    }
}
