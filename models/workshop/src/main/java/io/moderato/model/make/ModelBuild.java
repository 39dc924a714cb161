package io.moderato.model.make;

import io.moderato.model.ModelException;
import io.moderato.model.ModerationSettings.DataSource;
import io.moderato.model.data.DataFolder;
import io.moderato.model.data.DataFolder.Split;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.LabelledTexts;
import io.moderato.model.data.version.DataManifest;
import io.moderato.model.encoder.BaseEncoder;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.functional.FunctionalSentences;
import io.moderato.model.rivals.Rivals;
import io.moderato.model.runs.MlflowServer;
import io.moderato.model.runs.Run;
import io.moderato.model.runs.RunKind;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.train.ModelRecipe;
import io.moderato.model.train.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a model from labelled data: training from a pre-trained encoder, the classical rivals on the same rows, export, calibration,
 * measurement. The output folder holds {@code training/} with the files that an interrupted run needs, the run's record, {@code rivals/},
 * and at the end {@code model/}, which is complete or does not exist.
 */
public final class ModelBuild {
    /** The functional sentences of each function that steer training. */
    static final int VALIDATION_SENTENCES = 30;

    /** The file in the rivals' folder that says how they were made, for a resumed run. */
    private static final String MADE_WITH = "made-with.txt";

    private final ModelRecipe recipe;
    private final Path output;
    private final Progress progress;
    private final @Nullable MlflowServer mlflow;

    /**
     * @param mlflow an MLflow server to which the run is sent; null for no server
     */
    public ModelBuild(ModelRecipe recipe, Path output, Progress progress, @Nullable MlflowServer mlflow) {
        this.recipe = recipe;
        this.output = output;
        this.progress = progress;
        this.mlflow = mlflow;
    }

    /**
     * Runs to the end and returns the finished model folder.
     *
     * @param resume whether to go on with an interrupted run in the same output folder
     * @throws ModelException if the output already holds a model, an ancestor does not tell how it was made, or a file cannot be read or
     *     written
     */
    public Path run(DataFolder data, boolean resume) {
        Path model = output.resolve("model");
        if (Files.exists(model)) {
            throw new ModelException(model, "already holds a model; choose another output folder");
        }
        Descent descent = Descent.of(recipe);
        DataManifest manifest = DataManifest.of(data.path(), part -> {});
        progress.say("data version " + manifest.version());
        try (Run run = Run.start(output, RunKind.TRAINING, recipe.name(), recipe.parameters(), manifest, resume)) {
            try {
                if (mlflow != null) {
                    run.sendTo(mlflow, progress::say);
                }
                run(data, resume, model, manifest, descent, Progress.recorded(progress, run));
                Comparison comparison =
                        Comparison.of(ModelFolder.open(model).info().metrics());
                run.metrics(comparison.model().byName(), 0);
                run.artifact(model);
                run.finish();
                return model;
            } catch (RuntimeException e) {
                run.fail(e);
                throw e;
            }
        }
    }

    private void run(
            DataFolder data, boolean resume, Path model, DataManifest manifest, Descent descent, Progress recorded) {
        List<LabelledText> rows = new ArrayList<>(data.read(Split.TRAIN));
        List<LabelledText> validation = data.read(Split.VALIDATION);
        progress.say("%,d texts to train on, %,d to validate, from %s"
                .formatted(rows.size(), validation.size(), data.sets()));
        List<LabelledText> sentences = FunctionalSentences.toSteerBy(VALIDATION_SENTENCES);
        if (recipe.sentences() > 0) {
            rows.addAll(FunctionalSentences.toTrainOn(recipe.sentences()));
            progress.say("with functional sentences %,d texts to train on".formatted(rows.size()));
        }
        List<DataSource> sources = sources(data.sources(rows));
        List<LabelledText> measured = new ArrayList<>(validation);
        measured.addAll(sentences);
        ClassifierTraining.Trained trained = recipe.meanOf().isEmpty()
                ? new ClassifierTraining(recipe, output.resolve("training"), recorded).run(data, rows, measured, resume)
                : WeightMean.of(recipe.meanOf(), recipe.shape().maxTokens());
        Rivals rivals = recipe.rivals() ? rivals(rows, validation, resume) : null;
        new ModelAssembly(recipe, descent, trained, sources, manifest.version(), rivals, progress::say)
                .assemble(validation, sentences, model);
    }

    /** The sets that the model has read: the given sets, and further sets that only its ancestors read. */
    private List<DataSource> sources(List<DataSource> read) {
        Map<String, DataSource> all = new LinkedHashMap<>();
        read.forEach(source -> all.put(source.name(), source));
        Stream.concat(Stream.ofNullable(recipe.base()), recipe.meanOf().stream())
                .flatMap(model -> BaseEncoder.labelledSets(model).stream())
                .forEach(source -> all.putIfAbsent(source.name(), source));
        return List.copyOf(all.values());
    }

    private Rivals rivals(List<LabelledText> rows, List<LabelledText> validation, boolean resume) {
        Path folder = output.resolve("rivals");
        Path madeWith = folder.resolve(MADE_WITH);
        String now = "seed %d, %,d texts %s, validation %s"
                .formatted(
                        recipe.training().seed(),
                        rows.size(),
                        LabelledTexts.version(rows),
                        LabelledTexts.version(validation));
        try {
            if (resume && Files.exists(madeWith) && Files.readString(madeWith).equals(now)) {
                return Rivals.load(folder);
            }
            Files.deleteIfExists(madeWith);
            Rivals rivals = Rivals.train(rows, validation, recipe.training().seed(), progress::say);
            rivals.save(folder);
            Files.writeString(madeWith, now);
            return rivals;
        } catch (IOException e) {
            throw new ModelException(madeWith, "cannot be read or written: " + e.getMessage(), e);
        }
    }
}
