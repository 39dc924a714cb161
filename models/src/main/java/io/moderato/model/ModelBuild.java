package io.moderato.model;

import io.moderato.decision.Category;
import io.moderato.model.data.DataFolder;
import io.moderato.model.data.DataFolder.Split;
import io.moderato.model.data.LabelledText;
import io.moderato.model.serving.TextTokenizer;
import io.moderato.model.tokenizer.TokenizerFile;
import io.moderato.model.tokenizer.WordCounts;
import io.moderato.model.tokenizer.WordPieceTrainer;
import io.moderato.model.train.Example;
import io.moderato.model.train.Examples;
import io.moderato.model.train.Progress;
import io.moderato.model.train.Trainer;
import io.moderato.model.train.TrainingOptions;
import io.moderato.model.train.TrainingResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes a model from labelled data: vocabulary, training, export, calibration, measurement. Its output folder holds
 * {@code training/} with what an interrupted run needs, and at the end {@code model/}, complete or not there.
 */
public final class ModelBuild {
    /** A sample of each validation set steers training; the whole of it measures the result. */
    private static final int VALIDATION_ROWS_OF_A_SET = 250;

    private static final long CORPUS_CHARACTERS = 4_000_000;

    /** The size of the encoder and of what it reads. */
    public record Shape(int layers, int width, int heads, int vocabulary, int maxTokens, int windowOverlap) {
        /** What the shipped model has. */
        public static final Shape STANDARD = new Shape(4, 256, 4, 16_000, 64, 16);
    }

    private final String name;
    private final Shape shape;
    private final TrainingOptions options;
    private final Path output;
    private final String command;
    private final Duration benchmark;
    private final Consumer<String> report;

    /**
     * @param command how a person would make this model again, for its card
     * @param benchmark how long the speed of each precision is measured
     * @param report gets lines of progress
     */
    public ModelBuild(
            String name,
            Shape shape,
            TrainingOptions options,
            Path output,
            String command,
            Duration benchmark,
            Consumer<String> report) {
        this.name = name;
        this.shape = shape;
        this.options = options;
        this.output = output;
        this.command = command;
        this.benchmark = benchmark;
        this.report = report;
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
        Path state = output.resolve("training");
        List<LabelledText> rows = data.read(Split.TRAIN);
        List<LabelledText> validation = data.read(Split.VALIDATION);
        List<Category> categories = trainable(rows, validation);
        report.accept("%,d texts to train on, %,d to validate, from %s"
                .formatted(rows.size(), validation.size(), data.sets()));
        report.accept("categories: " + categories.stream().map(Category::key).toList());
        Path tokenizerFile = state.resolve(ModelFolder.TOKENIZER);
        if (!(resume && Files.exists(tokenizerFile))) {
            trainTokenizer(data, rows, tokenizerFile);
        }
        EncoderConfig config;
        TrainingResult result;
        try (TextTokenizer tokenizer = TextTokenizer.open(tokenizerFile, shape.maxTokens(), shape.windowOverlap())) {
            config = EncoderConfig.bert(
                    tokenizer.vocabularySize(),
                    shape.layers(),
                    shape.width(),
                    shape.heads(),
                    shape.maxTokens(),
                    categories);
            List<Example> examples = Example.of(rows, categories, tokenizer);
            report.accept("%,d tokens in an epoch, %,d weights"
                    .formatted(
                            examples.stream().mapToLong(e -> e.tokens().length).sum(), config.parameters()));
            List<Example> sample = Example.of(sample(validation), categories, tokenizer);
            result = new Trainer(options, config, Examples.fixed(examples), sample, state, Progress.lines(report))
                    .train(resume, Map.of());
        }
        return new ModelAssembly(name, shape, config, categories, data.sources(rows), command, benchmark, report)
                .assemble(result, tokenizerFile, validation, model);
    }

    private void trainTokenizer(DataFolder data, List<LabelledText> rows, Path file) {
        WordCounts words = new WordCounts();
        rows.forEach(row -> words.add(row.text()));
        data.corpora(CORPUS_CHARACTERS, words::add);
        report.accept("%,d different words counted".formatted(words.counts().size()));
        List<String> vocabulary = WordPieceTrainer.train(words.counts(), shape.vocabulary());
        TokenizerFile.write(file, vocabulary);
        report.accept("vocabulary of %,d pieces".formatted(vocabulary.size()));
    }

    /** The categories of which there are positives and negatives to learn from and to measure on. */
    private static List<Category> trainable(List<LabelledText> rows, List<LabelledText> validation) {
        return Arrays.stream(Category.values())
                .filter(category -> hasBoth(rows, category) && hasBoth(validation, category))
                .toList();
    }

    private static boolean hasBoth(List<LabelledText> rows, Category category) {
        boolean positive = false;
        boolean negative = false;
        for (LabelledText row : rows) {
            LabelledText.Label label = row.labels().get(category);
            positive |= label != null && label.positive();
            negative |= label != null && !label.positive();
        }
        return positive && negative;
    }

    private static List<LabelledText> sample(List<LabelledText> validation) {
        Map<String, Integer> taken = new HashMap<>();
        List<LabelledText> sample = new ArrayList<>();
        for (LabelledText row : validation) {
            if (taken.merge(row.set(), 1, Integer::sum) <= VALIDATION_ROWS_OF_A_SET) {
                sample.add(row);
            }
        }
        return sample;
    }
}
