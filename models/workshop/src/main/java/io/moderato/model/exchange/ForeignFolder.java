package io.moderato.model.exchange;

import io.moderato.model.EncoderConfig;
import io.moderato.model.EncoderConfig.Family;
import io.moderato.model.ModelException;
import io.moderato.model.folder.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A folder with a classifier in Hugging Face's format: {@code config.json}, a tokenizer, and weights. The weights are safetensors in one
 * file, or in several files with an index, or a traced {@code model.pt}.
 */
public final class ForeignFolder {
    /** The file that names the shard of each tensor. */
    public static final String INDEX = ModelFolder.WEIGHTS + ".index.json";

    private final Path path;
    private final EncoderConfig config;
    private final List<Path> weights;

    private ForeignFolder(Path path, EncoderConfig config, List<Path> weights) {
        this.path = path;
        this.config = config;
        this.weights = weights;
    }

    /**
     * Opens a folder. The weights must be there, but they are not read.
     *
     * @throws ModelException if a file is missing or we cannot use it; the message names the file and the reason
     */
    public static ForeignFolder open(Path path) {
        if (!Files.isDirectory(path)) {
            throw new ModelException(path, "is not a folder");
        }
        EncoderConfig config = config(path.resolve(ModelFolder.CONFIG));
        return new ForeignFolder(path, config, weights(path, config));
    }

    /**
     * Reads only a configuration, for example before the weights are there.
     *
     * @throws ModelException if it does not describe a sequence classifier that we can use
     */
    public static EncoderConfig config(Path file) {
        JsonNode json = json(file);
        if (json.path("is_decoder").asBoolean(false)) {
            throw new ModelException(file, "is_decoder is true: this is not a classifier of whole texts");
        }
        EncoderConfig config;
        try {
            config = ModelFolder.JSON.treeToValue(json, EncoderConfig.class);
        } catch (JacksonException e) {
            throw new ModelException(file, "is not valid: " + e.getOriginalMessage(), e);
        }
        List<String> architectures = config.architectures();
        if (architectures != null
                && !architectures.isEmpty()
                && architectures.stream().noneMatch(name -> name.endsWith("ForSequenceClassification"))) {
            throw new ModelException(file, "describes %s, not a sequence classifier".formatted(architectures));
        }
        return config;
    }

    private static List<Path> weights(Path path, EncoderConfig config) {
        boolean traced = Files.isRegularFile(path.resolve(ModelFolder.TORCH_SCRIPT));
        if (config.family() == Family.OTHER) {
            if (traced) {
                return List.of();
            }
            throw new ModelException(
                    path.resolve(ModelFolder.CONFIG),
                    "model_type is '%s'; bert, distilbert and roberta are supported, and any model that you traced to %s yourself"
                            .formatted(config.modelType(), ModelFolder.TORCH_SCRIPT));
        }
        if (Files.isRegularFile(path.resolve(ModelFolder.WEIGHTS))) {
            return List.of(path.resolve(ModelFolder.WEIGHTS));
        }
        if (Files.isRegularFile(path.resolve(INDEX))) {
            return shards(path);
        }
        if (traced) {
            return List.of();
        }
        throw new ModelException(path.resolve(ModelFolder.WEIGHTS), missing(path));
    }

    private static String missing(Path path) {
        try (Stream<Path> files = Files.list(path)) {
            List<String> pickles = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".bin") || name.endsWith(".pth") || name.endsWith(".ckpt"))
                    .sorted()
                    .toList();
            return pickles.isEmpty() ? "missing; a traced model.pt is not there either" : pickleRefusal(pickles);
        } catch (IOException e) {
            return "missing";
        }
    }

    /** The message that says why weights in pickles are refused, and what to do. */
    public static String pickleRefusal(List<String> files) {
        return ("missing; %s is a pickle, which can run any program while it is read, so it is not opened. Save the model again with "
                        + "save_pretrained(folder, safe_serialization=True), or take a revision that holds safetensors")
                .formatted(String.join(", ", files));
    }

    /**
     * The shards that an index names.
     *
     * @throws ModelException if the index names no shard, or a path instead of a file name
     */
    public static List<String> shardNames(Path index) {
        TreeSet<String> names = new TreeSet<>();
        for (JsonNode shard : json(index).path("weight_map")) {
            String name = shard.asString("");
            if (!name.endsWith(".safetensors") || name.contains("/") || name.contains("\\") || name.startsWith(".")) {
                throw new ModelException(
                        index, "names '%s', which is not a safetensors file beside it".formatted(name));
            }
            names.add(name);
        }
        if (names.isEmpty()) {
            throw new ModelException(index, "names no files in weight_map");
        }
        return List.copyOf(names);
    }

    private static List<Path> shards(Path path) {
        List<Path> shards =
                shardNames(path.resolve(INDEX)).stream().map(path::resolve).toList();
        for (Path shard : shards) {
            if (!Files.isRegularFile(shard)) {
                throw new ModelException(shard, "missing, but %s names it".formatted(INDEX));
            }
        }
        return shards;
    }

    static JsonNode json(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelException(file, "missing");
        }
        try {
            JsonNode json = ModelFolder.JSON.readTree(file);
            if (!json.isObject()) {
                throw new ModelException(file, "is not a JSON object");
            }
            return json;
        } catch (JacksonException e) {
            throw new ModelException(file, "is not valid: " + e.getOriginalMessage(), e);
        }
    }

    public Path path() {
        return path;
    }

    public EncoderConfig config() {
        return config;
    }

    /** The safetensors files; empty if the model is a traced {@code model.pt}. */
    List<Path> weights() {
        return weights;
    }

    /** Whether somebody else traced the program of this model. */
    boolean isTraced() {
        return weights.isEmpty();
    }
}
