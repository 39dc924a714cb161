package io.moderato.model;

import io.moderato.model.encoder.BertWeights;
import io.moderato.model.weights.SafeTensors;
import io.moderato.model.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * A pre-trained encoder to begin a classifier from: a folder with {@code config.json}, {@code model.safetensors} and {@code
 * tokenizer.json}.
 *
 * @param config its shape
 * @param weights its weights by Hugging Face's names, of which a classifier takes those that it has too
 * @param tokenizer its tokenizer's file
 */
public record BaseEncoder(EncoderConfig config, Map<String, Tensor> weights, Path tokenizer) {
    /** The weights that are the encoder's own, whatever stands on it. */
    private static final List<String> ENCODER = List.of("bert.embeddings.", "bert.encoder.");

    /**
     * The encoder without the layers behind the first so many: the weights of the others are not taken over.
     *
     * @throws IllegalArgumentException if it has fewer
     */
    BaseEncoder first(int layers) {
        return new BaseEncoder(config.first(layers), weights, tokenizer);
    }

    /**
     * Reads the shape of the encoder in that folder.
     *
     * @throws ModelException if its configuration is missing or not valid
     */
    public static EncoderConfig config(Path folder) {
        Path file = folder.resolve(ModelFolder.CONFIG);
        try {
            return ModelFolder.JSON.readValue(file, EncoderConfig.class);
        } catch (JacksonException e) {
            throw new ModelException(file, "is not valid: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Copies the file of an encoder's tokenizer; an older one gives way.
     *
     * @throws ModelException if it cannot be read or written
     */
    public static void copyTokenizer(Path file, Path target) {
        try {
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ModelException(file, "cannot be copied to " + target + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the folder.
     *
     * @throws ModelException naming the file that is missing or does not fit
     */
    public static BaseEncoder open(Path folder) {
        EncoderConfig config = config(folder);
        Path file = folder.resolve(ModelFolder.WEIGHTS);
        SafeTensors.Header header = SafeTensors.header(file);
        BertWeights.shapes(config).forEach((name, shape) -> {
            if (ENCODER.stream().anyMatch(name::startsWith)) {
                header.expect(name, shape);
            }
        });
        Map<String, Tensor> weights = new LinkedHashMap<>();
        SafeTensors.read(file).forEach((name, tensor) -> {
            if (ENCODER.stream().anyMatch(name::startsWith)) {
                weights.put(name, tensor);
            }
        });
        return new BaseEncoder(config, weights, folder.resolve(ModelFolder.TOKENIZER));
    }
}
