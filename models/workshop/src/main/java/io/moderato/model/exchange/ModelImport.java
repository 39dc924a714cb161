package io.moderato.model.exchange;

import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import io.moderato.model.ModelException;
import io.moderato.model.ModerationSettings;
import io.moderato.model.ModerationSettings.Calibration;
import io.moderato.model.ModerationSettings.DataSource;
import io.moderato.model.Normalization;
import io.moderato.model.OutputHead;
import io.moderato.model.OutputHead.Activation;
import io.moderato.model.card.Pages;
import io.moderato.model.export.SampleWindows;
import io.moderato.model.export.TorchScriptExport;
import io.moderato.model.export.TorchScriptExport.Precision;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.folder.ModelSeal;
import io.moderato.model.lineage.Lineage;
import io.moderato.model.lineage.Making;
import io.moderato.model.lineage.Making.Imported;
import io.moderato.model.serving.AvailableMemory;
import io.moderato.model.serving.TextClassifier;
import io.moderato.model.serving.TextTokenizer;
import io.moderato.model.weights.JoinedShards;
import io.moderato.model.weights.SafeTensors;
import io.moderato.model.weights.StoredWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a model folder from a foreign classifier. The folder is checked, exported, tried on texts, and then renamed to its place. */
public final class ModelImport {
    /** The longest window in tokens. Longer windows cost more than they gain, and no encoder of these families reads them. */
    private static final int LONGEST_WINDOW = 512;
    /** The heap that everything else needs while weights are read. */
    private static final long HEAP_RESERVE = 48L << 20;
    /** The memory for the engine itself, and for the activations of a traced model, whose shape is unknown. */
    private static final long ENGINE_RESERVE = 128L << 20;
    /** The number of tokens that a classifier computes at once in one thread. */
    private static final long BATCH_TOKENS = 4096;

    private final Precision precision;
    private final List<String> languages;
    private final AvailableMemory memory;
    private final Consumer<String> report;

    /**
     * Prepares imports.
     *
     * @param precision the precision of the exported encoder; not used for a traced model
     * @param languages the languages that the model reads, as BCP 47 primary tags; empty if they are unknown
     * @param memory the memory that may be used
     * @param report receives lines of progress
     */
    public ModelImport(Precision precision, List<String> languages, AvailableMemory memory, Consumer<String> report) {
        this.precision = precision;
        this.languages = List.copyOf(languages);
        this.memory = memory;
        this.report = report;
    }

    /**
     * Makes the folder.
     *
     * @param activation the activation of the head; null to take it from the configuration
     * @param origin where the classifier came from
     * @throws ModelException if the import fails; the message names the file at fault, and the target does not exist
     */
    public ModelFolder run(
            ForeignFolder source,
            String name,
            LabelChoice labels,
            @Nullable Activation activation,
            Imported origin,
            Path target) {
        if (Files.exists(target)) {
            throw new ModelException(target, "exists already; remove it or choose another place");
        }
        Path part = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            delete(part);
            Files.createDirectory(part);
            ModerationSettings settings = write(source, name, labels, activation, part);
            Double difference =
                    source.isTraced() || precision == Precision.FP32 ? null : difference(source, settings, part);
            Files.writeString(part.resolve(ModelFolder.METRICS), "{}");
            Files.writeString(part.resolve(ModelFolder.CARD), "");
            new Lineage(source.isTraced() ? origin : origin.exported(export(difference)), Map.of()).write(part);
            Pages.write(part);
            report.accept("loading it");
            try (TextClassifier loaded = TextClassifier.load(part)) {
                ModelSeal.write(part, loaded);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return ModelFolder.open(target);
        } catch (IOException e) {
            throw new ModelException(target, "cannot be written: " + e, e);
        } finally {
            deleteQuietly(part);
        }
    }

    private Making.Export export(@Nullable Double largest) {
        return new Making.Export(
                precision == Precision.INT8,
                largest == null ? null : new Making.Difference(largest, SampleTexts.TEXTS.size()));
    }

    private ModerationSettings write(
            ForeignFolder source, String name, LabelChoice labels, @Nullable Activation activation, Path part)
            throws IOException {
        EncoderConfig config = source.config();
        Path configFile = source.path().resolve(ModelFolder.CONFIG);
        OutputHead head;
        try {
            head = labels.head(config, labels.activation(config, activation));
        } catch (IllegalArgumentException e) {
            throw new ModelException(configFile, String.valueOf(e.getMessage()), e);
        }
        Files.copy(configFile, part.resolve(ModelFolder.CONFIG));
        ForeignTokenizer.write(source.path(), config.family(), part.resolve(ModelFolder.TOKENIZER));
        int maxTokens = (int)
                Math.min(Math.min(config.longestInput(), LONGEST_WINDOW), ForeignTokenizer.longestInput(source.path()));
        ModerationSettings settings = settings(name, head, maxTokens, source.isTraced());
        checkTokenizer(source, settings, part);
        if (source.isTraced()) {
            Path program = source.path().resolve(ModelFolder.TORCH_SCRIPT);
            memory.check(program, 0, 2 * Files.size(program) + ENGINE_RESERVE);
            Files.copy(program, part.resolve(ModelFolder.TORCH_SCRIPT));
        } else {
            StoredWeights weights = StoredWeights.open(source.weights(), config);
            checkMemory(source.weights().getFirst(), config);
            report.accept("exporting %,d weights as %s".formatted(config.parameters(), precision));
            export(part.resolve(ModelFolder.TORCH_SCRIPT), config, weights, precision, part, settings);
            report.accept("copying the weights");
            copyWeights(source, part.resolve(ModelFolder.WEIGHTS));
        }
        ModelFolder.JSON.writeValue(part.resolve(ModelFolder.MODERATION), settings);
        return settings;
    }

    /**
     * Checks that a model of that shape can be exported and loaded here.
     *
     * @param file the file that the message names if it cannot
     * @throws ModelException if there is too little memory
     */
    public void checkMemory(Path file, EncoderConfig config) {
        memory.check(
                file,
                2 * wordBytes(config) + HEAP_RESERVE,
                engineBytes(config) + activationBytes(config) + ENGINE_RESERVE);
    }

    /** The word embedding is the largest tensor of any of these encoders. */
    private static long wordBytes(EncoderConfig config) {
        return 4L * config.vocabularySize() * config.width();
    }

    /**
     * The memory that the engine needs. Word vectors stay fp32 once loaded; linear layers are held twice while they are packed for the
     * processor.
     */
    private long engineBytes(EncoderConfig config) {
        long words = wordBytes(config);
        long rest = 4 * config.parameters() - words;
        return precision == Precision.INT8 ? words * 3 / 2 + rest / 2 : 2 * (words + rest);
    }

    /** The memory for the batches of all threads: each token's vectors before and after the layers' linear maps, as floats. */
    private static long activationBytes(EncoderConfig config) {
        long token = 4L * (2L * config.innerWidth() + 6L * config.width());
        return Runtime.getRuntime().availableProcessors() * BATCH_TOKENS * token;
    }

    private static void copyWeights(ForeignFolder source, Path target) throws IOException {
        if (source.weights().size() > 1) {
            JoinedShards.write(
                    source.weights().stream().map(SafeTensors::header).toList(), target);
            return;
        }
        Files.copy(source.weights().getFirst(), target);
    }

    private ModerationSettings settings(String name, OutputHead head, int maxTokens, boolean traced) {
        Map<Category, Calibration> calibration = new EnumMap<>(Category.class);
        head.outputs().keySet().forEach(category -> calibration.put(category, Calibration.NONE));
        return new ModerationSettings(
                1,
                name,
                java.time.Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                List.copyOf(head.outputs().keySet()),
                calibration,
                maxTokens,
                maxTokens / 8,
                Map.of(),
                List.<DataSource>of(),
                head,
                Normalization.VISIBLE,
                traced ? Boolean.TRUE : null,
                null,
                languages.isEmpty() ? null : languages);
    }

    private static void checkTokenizer(ForeignFolder source, ModerationSettings settings, Path part) {
        Path file = part.resolve(ModelFolder.TOKENIZER);
        try (TextTokenizer tokenizer = open(file, settings)) {
            if (tokenizer.vocabularySize() > source.config().vocabularySize()) {
                throw new ModelException(
                        source.path().resolve(ModelFolder.TOKENIZER),
                        "has %d pieces, the embedding of %s only %d"
                                .formatted(
                                        tokenizer.vocabularySize(),
                                        ModelFolder.CONFIG,
                                        source.config().vocabularySize()));
            }
        } catch (ModelException e) {
            String reason = String.valueOf(e.getMessage()).replace(file + ": ", "");
            throw reason.equals(e.getMessage())
                    ? e
                    : new ModelException(source.path().resolve(ModelFolder.TOKENIZER), reason, e);
        }
    }

    private static TextTokenizer open(Path file, ModerationSettings settings) {
        return TextTokenizer.open(
                file, settings.maxTokens(), settings.windowOverlap(), settings.effectiveNormalization());
    }

    private static void export(
            Path program,
            EncoderConfig config,
            StoredWeights weights,
            Precision precision,
            Path part,
            ModerationSettings settings) {
        try (TextTokenizer tokenizer = open(part.resolve(ModelFolder.TOKENIZER), settings)) {
            TorchScriptExport.write(program, config, weights, precision, SampleWindows.of(tokenizer));
        }
    }

    /** The largest change by int8 of a probability on the sample texts; null if the fp32 program does not fit into memory. */
    private @Nullable Double difference(ForeignFolder source, ModerationSettings settings, Path part)
            throws IOException {
        StoredWeights weights = StoredWeights.open(source.weights(), source.config());
        long both = 8 * source.config().parameters() + engineBytes(source.config());
        if (memory.physicalBytes() < both + ENGINE_RESERVE) {
            return null;
        }
        report.accept("comparing int8 with fp32");
        Path fp32 = part.resolve("fp32.pt");
        export(fp32, source.config(), weights, Precision.FP32, part, settings);
        try (TextTokenizer tokenizer = open(part.resolve(ModelFolder.TOKENIZER), settings)) {
            SampleTexts samples = new SampleTexts(tokenizer, source.config(), settings);
            return SampleTexts.largestDifference(
                    samples.scores(fp32), samples.scores(part.resolve(ModelFolder.TORCH_SCRIPT)));
        } finally {
            Files.delete(fp32);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void deleteQuietly(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            report.accept("%s could not be removed: %s".formatted(folder, e.getMessage()));
        }
    }
}
