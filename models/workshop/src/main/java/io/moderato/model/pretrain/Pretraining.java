package io.moderato.model.pretrain;

import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import io.moderato.model.ModelException;
import io.moderato.model.card.Pages;
import io.moderato.model.data.DataFolder;
import io.moderato.model.data.DataFolder.Split;
import io.moderato.model.data.version.DataManifest;
import io.moderato.model.encoder.BaseEncoder;
import io.moderato.model.encoder.LayerStacking;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.lineage.Lineage;
import io.moderato.model.lineage.PretrainingRun;
import io.moderato.model.runs.MlflowServer;
import io.moderato.model.runs.Run;
import io.moderato.model.runs.RunKind;
import io.moderato.model.serving.TextTokenizer;
import io.moderato.model.tokenizer.TokenizerTraining;
import io.moderato.model.train.Progress;
import io.moderato.model.train.TrainingLoop;
import io.moderato.model.train.TrainingOptions;
import io.moderato.model.train.TrainingResult;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.BertWeights.Head;
import io.moderato.model.weights.SafeTensors;
import io.moderato.model.weights.Tensor;
import io.moderato.model.weights.WriteAside;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a base encoder from plain text: vocabulary, packed texts, training. The output folder holds {@code pretraining/} with the files
 * that an interrupted run needs, and {@code base/} in Hugging Face's format, which is complete or does not exist.
 */
public final class Pretraining {
    private static final double HIDDEN_SHARE = 0.2;

    /** The size of the encoder, and the number of tokens that it reads at once. */
    public record Shape(int layers, int width, int heads, int vocabulary, int tokens) {
        /**
         * The size of the base encoder in that folder.
         *
         * @param layers the number of layers to grow to; null to keep its layers
         * @throws ModelException if the folder holds no encoder, or the encoder has more layers
         */
        public static Shape of(Path base, @Nullable Integer layers) {
            EncoderConfig config = BaseEncoder.config(base);
            if (layers != null && layers < config.layers()) {
                throw new ModelException(
                        base,
                        "has %d layers: pre-training adds layers or keeps all of them, and cannot go on with %d"
                                .formatted(config.layers(), layers));
            }
            return new Shape(
                    layers == null ? config.layers() : layers,
                    config.width(),
                    config.heads(),
                    config.vocabularySize(),
                    config.positions());
        }
    }

    private final Shape shape;
    private final @Nullable Path start;
    private final TrainingOptions options;
    private final CorpusMix mix;
    private final String command;
    private final Path output;
    private final PackedFolder folder;
    private final Progress progress;
    private final @Nullable MlflowServer mlflow;

    /**
     * A pre-training run.
     *
     * @param shape the size of the encoder; {@link Shape#of} the encoder that it goes on from, if there is one
     * @param start folder of a base encoder to go on from; null for random weights
     * @param command the command that does the same, for the page beside the encoder
     * @param mlflow an MLflow server to which the run is sent; null for no server
     */
    public Pretraining(
            Shape shape,
            @Nullable Path start,
            TrainingOptions options,
            CorpusMix mix,
            String command,
            Path output,
            Progress progress,
            @Nullable MlflowServer mlflow) {
        this.shape = shape;
        this.start = start;
        this.options = options;
        this.mix = mix;
        this.command = command;
        this.output = output;
        this.folder = new PackedFolder(output.resolve("pretraining"), shape.tokens());
        this.progress = progress;
        this.mlflow = mlflow;
    }

    /**
     * Runs to the end and returns the folder of the base encoder.
     *
     * @param resume whether to go on with an interrupted run in the same output folder, or to make a finished run longer
     * @throws ModelException if a file cannot be read or written
     */
    public Path run(DataFolder data, boolean resume) {
        return recorded(data, resume, (run, manifest, recorded) -> {
            Path base = trained(data, manifest.version(), resume, recorded);
            run.artifact(base);
            return base;
        });
    }

    /**
     * Writes the vocabulary and the packed texts, and returns their folder. A program on a GPU trains with them.
     *
     * @throws ModelException if a file cannot be read or written, or if the output folder already holds packed texts
     */
    public Path pack(DataFolder data) {
        if (folder.hasTexts()) {
            throw new ModelException(
                    folder.path(), "holds packed texts already, perhaps of a training: choose another output folder");
        }
        return recorded(data, false, (run, manifest, recorded) -> {
            vocabulary(data, false);
            try (TextTokenizer tokenizer = folder.tokenizer()) {
                texts(data, tokenizer, false);
            }
            folder.writeOrigins(packing().corpora(data));
            return folder.path();
        });
    }

    /** The work of a run between the beginning and the end of its record. */
    private interface Work {
        Path done(Run run, DataManifest manifest, Progress recorded);
    }

    private Path recorded(DataFolder data, boolean resume, Work work) {
        DataManifest manifest = DataManifest.of(data.path(), part -> {});
        progress.say("data version " + manifest.version());
        try (Run run = Run.start(output, RunKind.PRETRAINING, "base", parameters(), manifest, resume)) {
            try {
                if (mlflow != null) {
                    run.sendTo(mlflow, progress::say);
                }
                Path made = work.done(run, manifest, Progress.recorded(progress, run));
                run.finish();
                return made;
            } catch (RuntimeException e) {
                run.fail(e);
                throw e;
            }
        }
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>(options.parameters());
        parameters.put("start", start == null ? "random weights" : start.toString());
        parameters.put("layers", String.valueOf(shape.layers));
        parameters.put("width", String.valueOf(shape.width));
        parameters.put("heads", String.valueOf(shape.heads));
        parameters.put("tokens", String.valueOf(shape.tokens));
        parameters.put("mix", mix.toString());
        parameters.put("hidden_share", String.valueOf(HIDDEN_SHARE));
        return parameters;
    }

    private CorpusPacking packing() {
        return new CorpusPacking(mix, shape.tokens(), options.seed(), progress);
    }

    private void vocabulary(DataFolder data, boolean resume) {
        if (resume && Files.exists(folder.tokenizerFile())) {
            return;
        }
        if (start == null) {
            TokenizerTraining.run(
                    data, data.read(Split.TRAIN), shape.vocabulary(), folder.tokenizerFile(), progress::say);
        } else {
            BaseEncoder.copyTokenizer(start.resolve(ModelFolder.TOKENIZER), folder.tokenizerFile());
        }
    }

    private void texts(DataFolder data, TextTokenizer tokenizer, boolean resume) {
        if (!(resume && folder.hasTexts())) {
            packing().pack(data, tokenizer, folder.packedFile(), folder.heldOutFile());
        }
    }

    private Path trained(DataFolder data, String dataVersion, boolean resume, Progress recorded) {
        if (start != null) {
            Lineage.read(start); // fails now, and not after hours
        }
        vocabulary(data, resume);
        try (TextTokenizer tokenizer = folder.tokenizer()) {
            texts(data, tokenizer, resume);
            EncoderConfig config = start == null
                    ? EncoderConfig.bert(
                            tokenizer.vocabularySize(),
                            shape.layers(),
                            shape.width(),
                            shape.heads(),
                            shape.tokens(),
                            List.of(Category.TOXICITY))
                    : BaseEncoder.config(start).grown(shape.layers());
            if (config.vocabularySize() != tokenizer.vocabularySize()) {
                throw new ModelException(
                        folder.tokenizerFile(),
                        "has %,d pieces, %s says %,d"
                                .formatted(tokenizer.vocabularySize(), ModelFolder.CONFIG, config.vocabularySize()));
            }
            PackedText texts = folder.texts();
            progress.say("%,d tokens in an epoch, %,d weights, products of matrices in %s"
                    .formatted((long) texts.rows() * shape.tokens(), config.parameters(), options.arithmetic()));
            WordMask mask = folder.mask(tokenizer.vocabularySize(), HIDDEN_SHARE);
            WordGuessing task =
                    new WordGuessing(texts, folder.heldOut(), mask, options.rows(), options.seed(), origin());
            TrainingResult result = new TrainingLoop(options, config, Head.MASKED_WORDS, task, folder.path(), recorded)
                    .run(resume, () -> first(config));
            return write(
                    config,
                    result,
                    Lineage.ofPretraining(
                            start,
                            run(dataVersion, result),
                            packing().corpora(data).stream()
                                    .map(CorpusOrigin::of)
                                    .toList()));
        }
    }

    private PretrainingRun run(String dataVersion, TrainingResult result) {
        return new PretrainingRun(
                List.of(command),
                result.steps(),
                options.rows() * shape.tokens(),
                Math.rint(result.minutes()),
                null,
                dataVersion,
                mix.toString(),
                -result.bestScore());
    }

    private Map<String, Tensor> first(EncoderConfig config) {
        if (start == null) {
            return BertWeights.initial(config, Head.MASKED_WORDS, options.seed());
        }
        EncoderConfig before = BaseEncoder.config(start);
        return LayerStacking.stacked(
                BertWeights.read(start.resolve(ModelFolder.WEIGHTS), before, Head.MASKED_WORDS),
                before,
                config.layers());
    }

    private String origin() {
        return "corpora %s, from %s".formatted(mix, start == null ? "random weights" : start);
    }

    /**
     * Writes the base encoder. Each file is written under another name and renamed, the page for people last. An older base is replaced by
     * the encoder that it grew into.
     */
    private Path write(EncoderConfig config, TrainingResult result, Lineage lineage) {
        Path base = output.resolve("base");
        try {
            Files.createDirectories(base);
            Files.copy(
                    folder.tokenizerFile(), base.resolve(ModelFolder.TOKENIZER), StandardCopyOption.REPLACE_EXISTING);
            WriteAside.replace(
                    base.resolve(ModelFolder.CONFIG),
                    aside -> JsonMapper.shared().writeValue(aside, config));
            SafeTensors.write(
                    base.resolve(ModelFolder.WEIGHTS),
                    result.weights(),
                    SafeTensors.Type.F16,
                    Map.of("format", "pt", "steps", String.valueOf(result.steps())));
            lineage.write(base);
            Pages.write(base);
            progress.say("held-out loss %.4f after %,d steps".formatted(-result.bestScore(), result.steps()));
            return base;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
