package io.moderato.model.folder;

import io.moderato.model.EncoderConfig;
import io.moderato.model.Hashing;
import io.moderato.model.ModelException;
import io.moderato.model.ModerationSettings;
import io.moderato.model.weights.StoredWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A model on disk. Its files are all there and fit together; the weights are not loaded yet. */
public final class ModelFolder {
    public static final String CONFIG = "config.json";
    public static final String WEIGHTS = "model.safetensors";
    public static final String TOKENIZER = "tokenizer.json";
    public static final String MODERATION = "moderation.json";
    public static final String METRICS = "metrics.json";

    /** How the model was made, and the models that it began from. */
    public static final String LINEAGE = "lineage.json";

    public static final String CARD = "MODEL_CARD.md";
    public static final String TORCH_SCRIPT = "model.pt";

    /** The linear model of an ensemble; most folders have none. */
    public static final String LINEAR = "linear.bin";

    /** The files of a model folder without an ensemble. A folder whose program was traced elsewhere needs no weights. */
    public static final List<String> FILES =
            List.of(CONFIG, WEIGHTS, TOKENIZER, MODERATION, METRICS, LINEAGE, CARD, TORCH_SCRIPT);

    /** The files that decide what a model answers. The model's version is their hash. */
    private static final List<String> SERVING_FILES = List.of(CONFIG, TOKENIZER, MODERATION, TORCH_SCRIPT);

    private static final int VERSION_LENGTH = 12;

    /** Reads and writes the JSON files of a folder. */
    public static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path path;
    private final EncoderConfig config;
    private final ModerationSettings moderation;
    private final JsonNode metrics;
    private final String card;
    private final String version;

    private ModelFolder(Path path) {
        this.path = path;
        FILES.stream().filter(file -> !file.equals(WEIGHTS)).forEach(this::require);
        this.config = json(CONFIG, EncoderConfig.class);
        this.moderation = json(MODERATION, ModerationSettings.class);
        this.metrics = json(METRICS, JsonNode.class);
        try {
            moderation.checkOutputs(config.labels().size());
        } catch (IllegalArgumentException e) {
            throw new ModelException(file(MODERATION), e.getMessage() + " (" + CONFIG + ")", e);
        }
        if (moderation.linearShare() != null) {
            require(LINEAR);
        }
        if (moderation.maxTokens() > config.longestInput()) {
            throw new ModelException(
                    file(MODERATION),
                    "maxTokens %d is beyond the %d positions of %s"
                            .formatted(moderation.maxTokens(), config.longestInput(), CONFIG));
        }
        if (!moderation.fromElsewhere()) {
            if (config.family() == EncoderConfig.Family.OTHER) {
                throw new ModelException(
                        file(CONFIG),
                        "model_type is '%s'; only bert, distilbert and roberta can be exported here, others need a traced %s"
                                .formatted(config.modelType(), TORCH_SCRIPT));
            }
            require(WEIGHTS);
            StoredWeights.open(List.of(file(WEIGHTS)), config);
        }
        try {
            this.card = Files.readString(file(CARD));
        } catch (IOException e) {
            throw new ModelException(file(CARD), "cannot be read: " + e.getMessage(), e);
        }
        this.version = hash();
    }

    private void require(String file) {
        if (!Files.isRegularFile(path.resolve(file))) {
            throw new ModelException(path.resolve(file), "missing from the model folder");
        }
    }

    /**
     * Opens a model folder.
     *
     * @throws ModelException if a file is missing or unreadable, or does not fit the other files; the message names the file
     */
    public static ModelFolder open(Path path) {
        if (!Files.isDirectory(path)) {
            throw new ModelException(path, "is not a model folder");
        }
        return new ModelFolder(path);
    }

    public Path path() {
        return path;
    }

    /** The path of one of {@link #FILES}. */
    public Path file(String name) {
        return path.resolve(name);
    }

    public EncoderConfig config() {
        return config;
    }

    public ModerationSettings moderation() {
        return moderation;
    }

    /** The first twelve hex digits of a SHA-256 over the files that decide what the model answers. */
    public String version() {
        return version;
    }

    /** The facts about this model for people. */
    public ModelInfo info() {
        return new ModelInfo(
                moderation.name(),
                version,
                moderation.categories(),
                moderation.effectiveLanguages(),
                config.parameters(),
                metrics,
                card);
    }

    private <T> T json(String name, Class<T> type) {
        try {
            return JSON.readValue(file(name), type);
        } catch (JacksonException e) {
            throw new ModelException(file(name), "is not valid: " + e.getOriginalMessage(), e);
        }
    }

    /** The files that are read to score a text. */
    public List<String> servingFiles() {
        return moderation.linearShare() == null
                ? SERVING_FILES
                : Stream.concat(SERVING_FILES.stream(), Stream.of(LINEAR)).toList();
    }

    private String hash() {
        MessageDigest digest = Hashing.sha256();
        servingFiles().forEach(name -> Hashing.read(file(name), digest));
        return Hashing.hex(digest).substring(0, VERSION_LENGTH);
    }
}
