package io.moderato.model.encoder;

import io.moderato.model.EncoderConfig;
import io.moderato.model.ModelException;
import io.moderato.model.ModerationSettings;
import io.moderato.model.ModerationSettings.DataSource;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.weights.BertWeights;
import io.moderato.model.weights.SafeTensors;
import io.moderato.model.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * An encoder from which a classifier begins: a folder with {@code config.json}, {@code model.safetensors} and {@code tokenizer.json}. The
 * encoder has learned only from plain text, or it belongs to a model that learns on from labels.
 *
 * @param config the shape of the encoder
 * @param weights the encoder's weights by Hugging Face's names, with the weights of a head that can learn on
 * @param tokenizer the file of the encoder's tokenizer
 */
public record BaseEncoder(EncoderConfig config, Map<String, Tensor> weights, Path tokenizer) {
    /** The beginnings of the names of the encoder's own weights, without a head. */
    private static final List<String> ENCODER = List.of("bert.embeddings.", "bert.encoder.");

    private static final String OUTPUTS = BertWeights.CLASSIFIER + ".weight";

    private static final List<String> HEAD = List.of(BertWeights.POOLER + ".", BertWeights.CLASSIFIER + ".");

    /**
     * The encoder with only its first layers, and without a head, because a head was trained to read the last layer. The other weights are
     * dropped.
     *
     * @throws IllegalArgumentException if the encoder has fewer layers
     */
    public BaseEncoder first(int layers) {
        Map<String, Tensor> kept = new LinkedHashMap<>(weights);
        if (layers < config.layers()) {
            kept.keySet().removeIf(BaseEncoder::isOfHead);
        }
        return new BaseEncoder(config.first(layers), kept, tokenizer);
    }

    /**
     * Reads the shape of the encoder in that folder.
     *
     * @throws ModelException if the encoder's configuration is missing or not valid
     */
    public static EncoderConfig config(Path folder) {
        return read(folder.resolve(ModelFolder.CONFIG), EncoderConfig.class);
    }

    /**
     * The labelled sets that the model in that folder has learned from; empty if the folder holds only an encoder.
     *
     * @throws ModelException if the file that names them is not valid
     */
    public static List<DataSource> labelledSets(Path folder) {
        Path file = folder.resolve(ModelFolder.MODERATION);
        return Files.isRegularFile(file) ? read(file, ModerationSettings.class).data() : List.of();
    }

    private static <T> T read(Path file, Class<T> type) {
        try {
            return ModelFolder.JSON.readValue(file, type);
        } catch (JacksonException e) {
            throw new ModelException(file, "is not valid: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Copies the file of an encoder's tokenizer; an older file is replaced.
     *
     * @throws ModelException if the file cannot be read or written
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
     * @throws ModelException if a file is missing or does not fit; the message names the file
     */
    public static BaseEncoder open(Path folder) {
        EncoderConfig config = config(folder);
        Path file = folder.resolve(ModelFolder.WEIGHTS);
        SafeTensors.Header header = SafeTensors.header(file);
        boolean head = handsOnItsHead(config, header);
        BertWeights.shapes(config).forEach((name, shape) -> {
            if (isOfEncoder(name) || head) {
                header.expect(name, shape);
            }
        });
        Map<String, Tensor> weights = new LinkedHashMap<>();
        SafeTensors.read(file).forEach((name, tensor) -> {
            if (isOfEncoder(name) || head && isOfHead(name)) {
                weights.put(name, tensor);
            }
        });
        return new BaseEncoder(config, weights, folder.resolve(ModelFolder.TOKENIZER));
    }

    /**
     * Whether the encoder in that folder has learned from labels, that is, belongs to a classifier.
     *
     * @throws ModelException if the weights cannot be read
     */
    public static boolean isClassifier(Path folder) {
        return isClassifier(SafeTensors.header(folder.resolve(ModelFolder.WEIGHTS)));
    }

    /**
     * Whether the classifier's head reads the encoder in the same way as our heads, so that it can learn on. Of other classifiers, only the
     * encoder is used.
     */
    private static boolean handsOnItsHead(EncoderConfig config, SafeTensors.Header header) {
        return config.pooling() == EncoderConfig.Pooling.FIRST_MEAN_MAX && isClassifier(header);
    }

    private static boolean isClassifier(SafeTensors.Header header) {
        return header.tensors().containsKey(OUTPUTS);
    }

    private static boolean isOfEncoder(String name) {
        return ENCODER.stream().anyMatch(name::startsWith);
    }

    private static boolean isOfHead(String name) {
        return HEAD.stream().anyMatch(name::startsWith);
    }

    /**
     * All weights that a classifier begins with: the weights of this encoder, the outputs that this encoder's head and the classifier both
     * have by name, and new weights for the rest.
     *
     * @param seed the seed of the new weights
     */
    public Map<String, Tensor> weightsFor(EncoderConfig classifier, long seed) {
        Map<String, Tensor> fresh = BertWeights.initial(classifier, seed);
        Map<String, Tensor> start = new LinkedHashMap<>(fresh);
        start.replaceAll(weights::getOrDefault);
        if (weights.containsKey(OUTPUTS)) {
            List<String> known = config.labelsInOrder();
            List<String> wanted = classifier.labelsInOrder();
            for (String part : List.of(".weight", ".bias")) {
                String name = BertWeights.CLASSIFIER + part;
                start.computeIfPresent(name, (same, rows) -> outputs(rows, known, wanted, fresh.get(same)));
            }
        }
        return start;
    }

    private static Tensor outputs(Tensor rows, List<String> known, List<String> wanted, @Nullable Tensor fresh) {
        if (fresh == null) {
            throw new IllegalArgumentException("The classifier has no outputs");
        }
        float[] values = fresh.values().clone();
        int width = values.length / wanted.size();
        for (int to = 0; to < wanted.size(); to++) {
            int from = known.indexOf(wanted.get(to));
            if (from >= 0) {
                System.arraycopy(rows.values(), from * width, values, to * width, width);
            }
        }
        return new Tensor(fresh.shape(), values);
    }
}
