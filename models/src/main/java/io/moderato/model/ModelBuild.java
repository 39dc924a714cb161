package io.moderato.model;

import io.moderato.decision.Category;
import io.moderato.model.data.DataFolder;
import io.moderato.model.data.DataFolder.Split;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.SourcePriors;
import io.moderato.model.data.version.DataManifest;
import io.moderato.model.evaluate.Comparison;
import io.moderato.model.functional.FunctionalSentence;
import io.moderato.model.functional.FunctionalSentences;
import io.moderato.model.rivals.Rivals;
import io.moderato.model.runs.MlflowServer;
import io.moderato.model.runs.Run;
import io.moderato.model.runs.RunKind;
import io.moderato.model.serving.TextTokenizer;
import io.moderato.model.tokenizer.TokenizerTraining;
import io.moderato.model.train.AugmentedExamples;
import io.moderato.model.train.Example;
import io.moderato.model.train.Progress;
import io.moderato.model.train.Trainer;
import io.moderato.model.train.TrainingResult;
import io.moderato.model.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a model from labelled data: training from a pre-trained encoder, the classical rivals on the same rows, export, calibration,
 * measurement. Its output folder holds {@code training/} with what an interrupted run needs, the run's record, {@code rivals/}, and
 * at the end {@code model/}, complete or not there.
 */
public final class ModelBuild {
    /** A sample of each validation set steers training; the whole of it measures the result. */
    private static final int VALIDATION_ROWS_OF_A_SET = 250;

    private static final int VALIDATION_SENTENCES = 30;

    private final ModelRecipe recipe;
    private final Path output;
    private final Progress progress;
    private final @Nullable MlflowServer mlflow;

    /** @param mlflow a server that is told of the run, if any */
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
     * @throws ModelException if the output already holds a model, or a file cannot be read or written
     */
    public Path run(DataFolder data, boolean resume) {
        Path model = output.resolve("model");
        if (Files.exists(model)) {
            throw new ModelException(model, "already holds a model; choose another output folder");
        }
        DataManifest manifest = DataManifest.of(data.path(), part -> {});
        progress.say("data version " + manifest.version());
        try (Run run = Run.start(output, RunKind.TRAINING, recipe.name(), recipe.parameters(), manifest, resume)) {
            try {
                if (mlflow != null) {
                    run.sendTo(mlflow, progress::say);
                }
                run(data, resume, model, manifest, Progress.recorded(progress, run));
                Comparison comparison =
                        Comparison.of(ModelFolder.open(model).info().metrics());
                run.metrics(comparison.model().figures(), 0);
                run.artifact(model);
                run.finish();
                return model;
            } catch (RuntimeException e) {
                run.fail(e);
                throw e;
            }
        }
    }

    private void run(DataFolder data, boolean resume, Path model, DataManifest manifest, Progress recorded) {
        List<LabelledText> rows = new ArrayList<>(data.read(Split.TRAIN));
        List<LabelledText> validation = data.read(Split.VALIDATION);
        progress.say("%,d texts to train on, %,d to validate, from %s"
                .formatted(rows.size(), validation.size(), data.sets()));
        List<LabelledText> sentences = sentences(Split.VALIDATION, VALIDATION_SENTENCES);
        if (recipe.sentences() > 0) {
            rows.addAll(sentences(Split.TRAIN, recipe.sentences()));
            progress.say("with functional sentences %,d texts to train on".formatted(rows.size()));
        }
        List<LabelledText> measured = new ArrayList<>(validation);
        measured.addAll(sentences);
        List<Category> categories = trainable(rows, measured);
        progress.say("categories: " + categories.stream().map(Category::key).toList());

        Path state = output.resolve("training");
        Path tokenizerFile = state.resolve(ModelFolder.TOKENIZER);
        BaseEncoder base = recipe.base() == null ? null : BaseEncoder.open(recipe.base());
        if (!(resume && Files.exists(tokenizerFile))) {
            if (base == null) {
                TokenizerTraining.run(data, rows, recipe.shape().vocabulary(), tokenizerFile, progress::say);
            } else {
                copy(base.tokenizer(), tokenizerFile);
            }
        }
        ModelRecipe.Shape shape = recipe.shape();
        EncoderConfig config;
        TrainingResult result;
        try (TextTokenizer tokenizer = TextTokenizer.open(tokenizerFile, shape.maxTokens(), shape.windowOverlap())) {
            config = config(base, tokenizer, categories);
            AugmentedExamples examples = new AugmentedExamples(
                    rows,
                    categories,
                    tokenizer,
                    SourcePriors.of(rows),
                    recipe.augmentation(),
                    recipe.training().seed());
            progress.say("%,d tokens in an epoch, %,d weights"
                    .formatted(
                            examples.plain().stream()
                                    .mapToLong(e -> e.tokens().length)
                                    .sum(),
                            config.parameters()));
            List<Example> sample = Example.of(sample(measured), categories, SourcePriors.NONE, tokenizer);
            Map<String, Tensor> pretrained = base == null ? Map.of() : base.weights();
            result =
                    new Trainer(recipe.training(), config, examples, sample, state, recorded).train(resume, pretrained);
        }
        Rivals rivals = recipe.rivals() ? rivals(rows, validation, resume) : null;
        new ModelAssembly(recipe, config, categories, data.sources(rows), manifest.version(), rivals, progress::say)
                .assemble(result, tokenizerFile, validation, sentences, model);
    }

    private static List<LabelledText> sentences(Split split, int ofEach) {
        return FunctionalSentences.generate(split, 1, ofEach).stream()
                .map(FunctionalSentence::row)
                .toList();
    }

    private Rivals rivals(List<LabelledText> rows, List<LabelledText> validation, boolean resume) {
        Path folder = output.resolve("rivals");
        if (resume && Files.exists(folder.resolve(Rivals.FOREST))) {
            return Rivals.load(folder);
        }
        Rivals rivals = Rivals.train(rows, validation, recipe.training().seed(), progress::say);
        rivals.save(folder);
        return rivals;
    }

    private EncoderConfig config(@Nullable BaseEncoder base, TextTokenizer tokenizer, List<Category> categories) {
        ModelRecipe.Shape shape = recipe.shape();
        if (base == null) {
            return EncoderConfig.bert(
                            tokenizer.vocabularySize(),
                            shape.layers(),
                            shape.width(),
                            shape.heads(),
                            shape.maxTokens(),
                            categories)
                    .classifying(categories);
        }
        if (base.config().positions() < shape.maxTokens()) {
            throw new ModelException(
                    base.tokenizer().resolveSibling(ModelFolder.CONFIG),
                    "has %d positions, but the model is to read %d tokens"
                            .formatted(base.config().positions(), shape.maxTokens()));
        }
        return base.config().classifying(categories);
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ModelException(to, "cannot be written: " + e.getMessage(), e);
        }
    }

    /** The categories of which there are positives and negatives to learn from and to measure on. */
    private static List<Category> trainable(List<LabelledText> rows, List<LabelledText> validation) {
        return Arrays.stream(Category.values())
                .filter(category ->
                        LabelledText.haveBoth(rows, category) && LabelledText.haveBoth(validation, category))
                .toList();
    }

    private static List<LabelledText> sample(List<LabelledText> validation) {
        Map<String, Integer> taken = new HashMap<>();
        List<LabelledText> sample = new ArrayList<>();
        for (LabelledText row : validation) {
            if (row.set().equals(FunctionalSentences.SET)
                    || taken.merge(row.set(), 1, Integer::sum) <= VALIDATION_ROWS_OF_A_SET) {
                sample.add(row);
            }
        }
        return sample;
    }
}
