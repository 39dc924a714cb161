package io.moderato.model.make;

import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import io.moderato.model.ModelException;
import io.moderato.model.data.DataFolder;
import io.moderato.model.data.LabelledText;
import io.moderato.model.data.LabelledTexts;
import io.moderato.model.data.SourcePriors;
import io.moderato.model.data.TextWeights;
import io.moderato.model.data.version.FileHash;
import io.moderato.model.encoder.BaseEncoder;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.functional.FunctionalSentences;
import io.moderato.model.serving.TextTokenizer;
import io.moderato.model.tokenizer.TokenizerTraining;
import io.moderato.model.train.AugmentedExamples;
import io.moderato.model.train.Example;
import io.moderato.model.train.ModelRecipe;
import io.moderato.model.train.Progress;
import io.moderato.model.train.Trainer;
import io.moderato.model.train.TrainingResult;
import io.moderato.model.train.TrainingTargets;
import io.moderato.model.weights.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Trains an encoder and its head on labelled texts, from a base encoder or from random weights. */
final class ClassifierTraining {
    /**
     * The seed of a new head on a base encoder. It does not depend on the run's seed, because models whose heads began differently have no
     * useful mean.
     */
    private static final long HEAD_SEED = 1;

    /** The rows of each validation set that steer training. The whole set measures the result. */
    private static final int VALIDATION_ROWS_OF_A_SET = 250;

    private static final long SAMPLE_SEED = 1;

    private final ModelRecipe recipe;
    private final Path state;
    private final Progress progress;

    /**
     * @param state folder with the files that an interrupted training needs
     */
    ClassifierTraining(ModelRecipe recipe, Path state, Progress progress) {
        this.recipe = recipe;
        this.state = state;
        this.progress = progress;
    }

    /**
     * The result of a training.
     *
     * @param description the origin of the weights, in one sentence without its full stop
     */
    record Trained(
            EncoderConfig config,
            List<Category> categories,
            Map<String, Tensor> weights,
            String description,
            Path tokenizer) {}

    /**
     * Trains to the end of the recipe.
     *
     * @param data the data from which a vocabulary is learned if there is no base encoder
     * @param validation rows that steer training, and show which categories can be measured
     * @param resume whether to go on with an interrupted training in the same folder
     */
    Trained run(DataFolder data, List<LabelledText> rows, List<LabelledText> validation, boolean resume) {
        List<Category> categories = trainable(rows, validation);
        if (categories.isEmpty()) {
            throw new ModelException(
                    data.path(),
                    "has no category with positives and negatives in both the %,d rows to train on and the %,d rows to validate"
                            .formatted(rows.size(), validation.size()));
        }
        progress.say("categories: " + categories.stream().map(Category::key).toList());
        Path tokenizerFile = state.resolve(ModelFolder.TOKENIZER);
        BaseEncoder base = base();
        if (!(resume && Files.exists(tokenizerFile))) {
            if (base == null) {
                TokenizerTraining.run(data, rows, recipe.shape().vocabulary(), tokenizerFile, progress::say);
            } else {
                BaseEncoder.copyTokenizer(base.tokenizer(), tokenizerFile);
            }
        }
        ModelRecipe.Shape shape = recipe.shape();
        try (TextTokenizer tokenizer = TextTokenizer.open(tokenizerFile, shape.maxTokens(), shape.windowOverlap())) {
            EncoderConfig config = config(base, tokenizer, categories);
            TrainingTargets targets = TrainingTargets.of(categories, rows);
            EncoderConfig whileTraining = config.answering(targets.names());
            SourcePriors priors = SourcePriors.of(rows);
            AugmentedExamples examples = new AugmentedExamples(
                    new Teachers(recipe.teachers(), state, progress::say)
                            .taught(
                                    TextWeights.balanced(
                                            rows, Map.of(FunctionalSentences.SET, ModelRecipe.FUNCTIONAL_EMPHASIS)),
                                    priors),
                    targets,
                    tokenizer,
                    priors,
                    recipe.augmentation(),
                    recipe.training().seed());
            progress.say("%,d tokens in an epoch, %,d weights"
                    .formatted(
                            examples.plain().stream()
                                    .mapToLong(e -> e.tokens().length)
                                    .sum(),
                            config.parameters()));
            List<LabelledText> steering = sample(validation);
            List<Example> sample = Example.of(steering, targets, SourcePriors.NONE, tokenizer);
            Map<String, Tensor> pretrained = base == null ? Map.of() : base.weightsFor(whileTraining, HEAD_SEED);
            TrainingResult result = new Trainer(
                            recipe.training(),
                            whileTraining,
                            examples,
                            sample,
                            learnsFrom(rows, steering),
                            state,
                            progress)
                    .train(resume, pretrained);
            return new Trained(
                    config,
                    categories,
                    result.withFirstOutputs(categories.size()).weights(),
                    result.describe(),
                    tokenizerFile);
        }
    }

    /** The facts, beside the options, that a resumed run must share with the interrupted run. */
    private String learnsFrom(List<LabelledText> rows, List<LabelledText> steering) {
        return "base %s, teachers %s, %s, %,d texts %s, steered by %s"
                .formatted(
                        recipe.base() == null
                                ? "none"
                                : FileHash.of(recipe.base().resolve(ModelFolder.WEIGHTS))
                                        .sha256()
                                        .substring(0, 12),
                        recipe.teachers().stream()
                                .map(teacher -> ModelFolder.open(teacher).version())
                                .toList(),
                        recipe.augmentation(),
                        rows.size(),
                        LabelledTexts.version(rows),
                        LabelledTexts.version(steering));
    }

    private @Nullable BaseEncoder base() {
        if (recipe.base() == null) {
            return null;
        }
        BaseEncoder whole = BaseEncoder.open(recipe.base());
        if (recipe.baseLayers() == null) {
            return whole;
        }
        if (recipe.baseLayers() < 1 || recipe.baseLayers() > whole.config().layers()) {
            throw new ModelException(
                    recipe.base(),
                    "has %d layers, of which %d cannot be kept"
                            .formatted(whole.config().layers(), recipe.baseLayers()));
        }
        return whole.first(recipe.baseLayers());
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

    /** The categories that have positives and negatives both for training and for validation. */
    private static List<Category> trainable(List<LabelledText> rows, List<LabelledText> validation) {
        return Arrays.stream(Category.values())
                .filter(category ->
                        LabelledText.haveBoth(rows, category) && LabelledText.haveBoth(validation, category))
                .toList();
    }

    /** A sample of the validation rows, the same for all runs. It is drawn by chance, because many sets begin with rows of one label. */
    private static List<LabelledText> sample(List<LabelledText> validation) {
        List<LabelledText> shuffled = new ArrayList<>(validation);
        Collections.shuffle(shuffled, new Random(SAMPLE_SEED));
        Map<String, Integer> taken = new HashMap<>();
        List<LabelledText> sample = new ArrayList<>();
        for (LabelledText row : shuffled) {
            if (row.set().equals(FunctionalSentences.SET)
                    || taken.merge(row.set(), 1, Integer::sum) <= VALIDATION_ROWS_OF_A_SET) {
                // aspects teach, but do not steer
                sample.add(new LabelledText(row.set(), row.text(), row.labels()));
            }
        }
        return sample;
    }
}
